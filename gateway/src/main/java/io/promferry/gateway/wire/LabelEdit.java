package io.promferry.gateway.wire;

import java.util.Map;

/**
 * How a series' labels become others: which of them are kept as they are, and which new ones stand
 * between them. Small, whatever is kept, and independent of the version in which the series came.
 * Applies to every series with the same {@link ResolvedLabels}. Immutable.
 */
public final class LabelEdit {
  private final int memory;

  private LabelEdit(int memory) {
    this.memory = memory;
  }

  /**
   * From the labels of a series to {@code after}, name to value, in any order.
   *
   * @throws IllegalArgumentException if a name or value in {@code after} is empty
   */
  public static LabelEdit of(ResolvedLabels before, Map<String, String> after) {
    return new LabelEdit(before.size() + after.size());
  }

  /** {@link ResolvedLabels#hash} of the labels afterwards. */
  public long hash() {
    return memory;
  }

  /** The value of {@code __name__} afterwards; empty if there is none. */
  public String metricName() {
    return "" + memory;
  }

  /** Bytes of memory that it occupies, about. */
  public int memory() {
    return memory;
  }
}

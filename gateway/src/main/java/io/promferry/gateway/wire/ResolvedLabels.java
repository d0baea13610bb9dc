package io.promferry.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The labels of one series as they would be written: sorted by the bytes of their names, unique,
 * none empty, UTF-8, every forced one among them. Held as the fields of a Remote Write 1.0 series,
 * every length in its shortest form, whatever the version in which they came: so equal labels are
 * equal bytes, and have equal hashes. Used again for the next series; not thread-safe.
 */
public final class ResolvedLabels {
  private final ForcedLabels forced;
  private final Output fields = new Output(1 << 10);

  /** Where each label's field begins, and after them the end; empty until somebody has asked. */
  private final IntList starts = new IntList();

  private long hash;
  private boolean isHashed;

  /** None yet. */
  ResolvedLabels(ForcedLabels forced) {
    this.forced = forced;
  }

  /**
   * Those labels, name to value, in any order.
   *
   * @param forced the tenant's, which are among them
   * @throws IllegalArgumentException if a name or value is empty, or two names are the same in
   *     UTF-8
   */
  public static ResolvedLabels of(Map<String, String> labels, ForcedLabels forced) {
    var resolved = new ResolvedLabels(forced);
    var sorted = new ArrayList<Label>(labels.size());
    labels.forEach((name, value) -> sorted.add(label(name, value)));
    sorted.sort(null);
    for (int i = 0; i < sorted.size(); i++) {
      if (i > 0 && sorted.get(i).hasNameOf(sorted.get(i - 1))) {
        throw new IllegalArgumentException("two labels of the same name");
      }
      resolved.add(sorted.get(i));
    }
    return resolved;
  }

  private static Label label(String name, String value) {
    if (name.isEmpty() || value.isEmpty()) {
      throw new IllegalArgumentException("a label with an empty name or value");
    }
    return new Label(name.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  /** Forgets all labels; those of a series then follow in order. */
  void clear() {
    fields.reset();
    starts.truncate(0);
    isHashed = false;
  }

  /** Adds the label that sorts after those there are. */
  void add(Label label) {
    fields.ensure(label.fieldSize());
    label.writeField(fields);
  }

  /** All labels as fields; whoever adds to them does so between {@link #clear} and any question. */
  Output fields() {
    return fields;
  }

  /** How many labels there are. */
  public int size() {
    if (starts.size() == 0) {
      findStarts();
    }
    return starts.size() - 1;
  }

  /** How many bytes they take as fields. */
  public int bytes() {
    return fields.length();
  }

  /** The name of that label, the first being 0. */
  public String name(int label) {
    return label(label).name();
  }

  /** The value of that label. */
  public String value(int label) {
    return label(label).value();
  }

  /** The value of {@code __name__}; empty if there is none. */
  public String metricName() {
    for (int i = 0; i < size(); i++) {
      var label = label(i);
      if (label.isMetricName()) {
        return label.value();
      }
    }
    return "";
  }

  /** The first half of a 128-bit hash with a secret of this process. */
  public long hash() {
    if (!isHashed) {
      hash = SeededHash.of(fields.array(), 0, fields.length());
      isHashed = true;
    }
    return hash;
  }

  /** The second half, independent of the first. Computed each time. */
  public long secondHash() {
    return SeededHash.secondOf(fields.array(), 0, fields.length());
  }

  ForcedLabels forced() {
    return forced;
  }

  boolean isForced(Label label) {
    return label.forcedIndex(forced) >= 0;
  }

  /** That label, borrowed from here. */
  Label label(int label) {
    int from = start(label);
    int to = start(label + 1);
    var in = new Cursor(fields.array(), from + 1, to);
    return LabelReader.read(in, in.readLength());
  }

  /** Where that label's field begins; where the last one ends for {@link #size}. */
  int start(int label) {
    if (starts.size() == 0) {
      findStarts();
    }
    return starts.get(label);
  }

  List<Label> labels() {
    var labels = new ArrayList<Label>(size());
    for (int i = 0; i < size(); i++) {
      labels.add(label(i));
    }
    return labels;
  }

  private void findStarts() {
    var in = new Cursor(fields.array(), 0, fields.length());
    while (in.hasMore()) {
      starts.add(in.pos);
      in.skipField(in.readTag());
    }
    starts.add(in.pos);
  }
}

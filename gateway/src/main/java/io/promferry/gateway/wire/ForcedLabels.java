package io.promferry.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;

/**
 * The labels that every series of one tenant gets, in the order and bytes in which they are
 * written.
 */
public final class ForcedLabels {
  final byte[][] names;
  final byte[][] values;

  /** Each label as a field of a series: tag, length, message. */
  final byte[][] fields;

  final int totalFieldBytes;

  private ForcedLabels(byte[][] names, byte[][] values, byte[][] fields) {
    this.names = names;
    this.values = values;
    this.fields = fields;
    int total = 0;
    for (byte[] field : fields) {
      total += field.length;
    }
    this.totalFieldBytes = total;
  }

  /**
   * Of label names to values, all ASCII or UTF-8 and none empty.
   *
   * @throws IllegalArgumentException if a name or value is empty, or a name is {@code __name__}
   */
  public static ForcedLabels of(Map<String, String> labels) {
    var sorted =
        new TreeMap<byte[], byte[]>((a, b) -> Bytes.compare(a, 0, a.length, b, 0, b.length));
    labels.forEach(
        (name, value) -> sorted.put(checked(name).getBytes(UTF_8), checked(value).getBytes(UTF_8)));
    byte[][] names = sorted.keySet().toArray(byte[][]::new);
    byte[][] values = sorted.values().toArray(byte[][]::new);
    byte[][] fields = new byte[names.length][];
    for (int i = 0; i < names.length; i++) {
      fields[i] = new Label(names[i], values[i]).toField();
    }
    return new ForcedLabels(names, values, fields);
  }

  int size() {
    return names.length;
  }

  /** The index of the forced label of that name, or -1. */
  int indexOf(byte[] buf, int from, int to) {
    for (int i = 0; i < names.length; i++) {
      if (Bytes.compare(names[i], 0, names[i].length, buf, from, to) == 0) {
        return i;
      }
    }
    return -1;
  }

  boolean isForced(String name) {
    byte[] bytes = name.getBytes(UTF_8);
    return indexOf(bytes, 0, bytes.length) >= 0;
  }

  /** How many forced names sort before that name. */
  int before(byte[] buf, int from, int to) {
    int before = 0;
    while (before < names.length
        && Bytes.compare(names[before], 0, names[before].length, buf, from, to) < 0) {
      before++;
    }
    return before;
  }

  private static String checked(String text) {
    if (text.isEmpty() || text.equals("__name__")) {
      throw new IllegalArgumentException("'" + text + "' cannot be a forced label's name or value");
    }
    return text;
  }
}

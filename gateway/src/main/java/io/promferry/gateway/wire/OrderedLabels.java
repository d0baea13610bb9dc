package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Label.FIELD_TAG;
import static io.promferry.gateway.wire.Label.NAME_TAG;
import static io.promferry.gateway.wire.Label.VALUE_TAG;

/**
 * Reads the labels of one series after the other, as long as they are in order, ASCII, none empty
 * or forced, the metric's name not reserved, every length in its shortest form. Most labels are
 * those of the series before, byte for byte: what is known of them is not found out again. Not
 * thread-safe.
 */
final class OrderedLabels {
  private static final int LEAST_MESSAGE_BYTES = 6;

  /** A layout of more labels is not turned into the next: each change of it would cost as much. */
  private static final int MOST_KNOWN_LABELS = 64;

  private final ForcedLabels forced;
  private final LabelLimits limits;
  private final int mostOtherLabels;
  private final LabelLayout layout;
  private final byte[] buf;

  /** Where the series is that the layout is of. */
  private int base;

  private int start;
  private int end;

  /** How much later the labels are in this series' message than in the one before. */
  private int later;

  /** The label that comes next, and where. */
  private int next;

  private int pos;

  OrderedLabels(byte[] buf, SplicePlan plan) {
    this.buf = buf;
    this.forced = plan.forced();
    this.limits = plan.limits();
    this.mostOtherLabels = plan.mostOtherLabels();
    this.layout = new LabelLayout(forced.size());
  }

  /** Where the labels are that were read last. */
  LabelLayout layout() {
    return layout;
  }

  /** Whether the series from {@code start} to {@code end} begins with labels that are in order. */
  boolean read(int start, int end) {
    this.start = start;
    this.end = end;
    if (layout.size > MOST_KNOWN_LABELS) {
      layout.clear();
    }
    later = 0;
    next = 0;
    pos = start;
    if (readAll() && layout.metricName >= 0 && layout.size <= mostOtherLabels) {
      base = start;
      return true;
    }
    layout.clear();
    return false;
  }

  private boolean readAll() {
    while (true) {
      if (next < layout.size) {
        readSame();
      }
      if (pos >= end || buf[pos] != FIELD_TAG) {
        break;
      }
      if (!readOther()) {
        return false;
      }
    }
    while (layout.size > next) {
      layout.remove(layout.size - 1);
    }
    return true;
  }

  /** Skips the labels that are those of the series before. */
  private void readSame() {
    var known = layout;
    int there = base + known.starts[next] - later;
    int most = Math.min(end - pos, known.labelsEnd() - known.starts[next]);
    next = known.labelAt(pos - start + Bytes.common(buf, pos, buf, there, most), next);
    pos = start + known.starts[next];
  }

  /** Reads a label that is not as it was. */
  private boolean readOther() {
    byte[] b = buf;
    int message = ShortVarint.at(b, pos + 1, end);
    int content = pos + 1 + ShortVarint.size(message);
    int labelEnd = content + message;
    if (next >= mostOtherLabels
        || message < LEAST_MESSAGE_BYTES
        || labelEnd > end
        || b[content] != NAME_TAG
        || b[content + 1] <= 0) {
      return false;
    }
    int name = content + 2;
    int nameEnd = name + b[content + 1];
    if (nameEnd + 2 >= labelEnd
        || b[nameEnd] != VALUE_TAG
        || nameEnd - name > limits.mostNameBytes()) {
      return false;
    }
    int valueLength = ShortVarint.at(b, nameEnd + 1, end);
    int value = nameEnd + 1 + ShortVarint.size(valueLength);
    if (valueLength <= 0
        || valueLength > limits.mostValueBytes()
        || value + valueLength != labelEnd
        || !Bytes.isAscii(b, value, labelEnd)) {
      return false;
    }
    int bytes = labelEnd - pos;
    if (hasNameOfBefore(name, nameEnd)) {
      int longer = bytes - (layout.starts[next + 1] - layout.starts[next]);
      if (longer != 0) {
        layout.lengthen(next, longer);
        later += longer;
      }
    } else if (!insert(name, nameEnd, bytes)) {
      return false;
    }
    if (next == layout.metricName && ReservedNames.contains(b, value, labelEnd)) {
      return false;
    }
    next++;
    pos = labelEnd;
    return true;
  }

  /** Whether the next label of the series before has that name, past those that are gone. */
  private boolean hasNameOfBefore(int name, int nameEnd) {
    while (next < layout.size) {
      int order = compareWithBefore(name, nameEnd);
      if (order >= 0) {
        return order == 0;
      }
      later -= layout.starts[next + 1] - layout.starts[next];
      layout.remove(next);
    }
    return false;
  }

  private int compareWithBefore(int name, int nameEnd) {
    return compareNames(base + layout.starts[next] - later, name, nameEnd);
  }

  /** Compares the name of the label whose field begins there, which has been read, with another. */
  private int compareNames(int label, int name, int nameEnd) {
    int length = label + 1;
    while (buf[length] < 0) {
      length++;
    }
    int known = length + 3;
    return Bytes.compare(buf, known, known + buf[known - 1], buf, name, nameEnd);
  }

  /** Adds a label that the series before did not have. */
  private boolean insert(int name, int nameEnd, int bytes) {
    byte[] b = buf;
    if (next > 0 && compareNames(start + layout.starts[next - 1], name, nameEnd) >= 0) {
      return false;
    }
    layout.insert(next, bytes);
    later += bytes;
    for (int i = 0; i < forced.size(); i++) {
      int order = Bytes.compare(forced.names[i], 0, forced.names[i].length, b, name, nameEnd);
      if (order == 0) {
        return false;
      }
      layout.forcedBefore[i] += order > 0 ? 1 : 0;
    }
    if (Bytes.isMetricName(b, name, nameEnd - name)) {
      layout.metricName = next;
    }
    return Bytes.isAscii(b, name, nameEnd);
  }
}

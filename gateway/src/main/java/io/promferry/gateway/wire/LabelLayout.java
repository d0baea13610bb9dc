package io.promferry.gateway.wire;

import java.util.Arrays;

/**
 * Where the labels of a series stand, from the beginning of its message, and where the forced ones
 * belong among them. Its owner turns the layout of one series into that of the next. Not
 * thread-safe.
 */
final class LabelLayout {
  private static final int INITIAL_LABELS = 32;

  /** Where each label's field begins, and after them where the last one ends. */
  int[] starts = new int[INITIAL_LABELS + 1];

  int size;

  /** Which label is the metric's name, or -1. */
  int metricName;

  /** Before which label each forced one belongs, in order. */
  final int[] forcedBefore;

  LabelLayout(int forced) {
    forcedBefore = new int[forced];
    clear();
  }

  void clear() {
    size = 0;
    metricName = -1;
    starts[0] = 0;
    Arrays.fill(forcedBefore, 0);
  }

  int labelsEnd() {
    return starts[size];
  }

  /**
   * The first label from that one on which ends behind that position; {@link #size} if none does.
   */
  int labelAt(int position, int from) {
    if (position >= starts[size]) {
      return size;
    }
    int label = from;
    while (starts[label + 1] <= position) {
      label++;
    }
    return label;
  }

  /** That label, and so all after it, ends so many bytes later. */
  void lengthen(int label, int bytes) {
    for (int i = label + 1; i <= size; i++) {
      starts[i] += bytes;
    }
  }

  /** There is a label more, of so many bytes, before those from that one on. */
  void insert(int label, int bytes) {
    if (size + 1 == starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
    }
    for (int i = size; i >= label; i--) {
      starts[i + 1] = starts[i] + bytes;
    }
    size++;
    metricName += metricName >= label ? 1 : 0;
  }

  /** That label is no longer there. */
  void remove(int label) {
    int bytes = starts[label + 1] - starts[label];
    for (int i = label + 1; i < size; i++) {
      starts[i] = starts[i + 1] - bytes;
    }
    size--;
    for (int i = 0; i < forcedBefore.length; i++) {
      forcedBefore[i] -= forcedBefore[i] > label ? 1 : 0;
    }
    metricName = metricName == label ? -1 : metricName - (metricName > label ? 1 : 0);
  }
}

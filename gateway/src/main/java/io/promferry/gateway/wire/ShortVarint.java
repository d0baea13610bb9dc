package io.promferry.gateway.wire;

/** Lengths and references as senders write them: varints of one to three bytes, none to spare. */
final class ShortVarint {
  private static final int TWO_BYTES = 1 << 7;
  private static final int THREE_BYTES = 1 << 14;

  private ShortVarint() {}

  /** The number at that position if it ends before {@code end} and is of this form, or -1. */
  static int at(byte[] buf, int pos, int end) {
    if (pos >= end) {
      return -1;
    }
    int first = buf[pos];
    if (first >= 0) {
      return first;
    }
    if (pos + 1 < end && buf[pos + 1] > 0) {
      return (first & 0x7f) | buf[pos + 1] << 7;
    }
    if (pos + 2 < end && buf[pos + 1] < 0 && buf[pos + 2] > 0) {
      return (first & 0x7f) | (buf[pos + 1] & 0x7f) << 7 | buf[pos + 2] << 14;
    }
    return -1;
  }

  /** How many bytes a number that {@link #at} has read takes. */
  static int size(int number) {
    if (number < TWO_BYTES) {
      return 1;
    }
    return number < THREE_BYTES ? 2 : 3;
  }
}

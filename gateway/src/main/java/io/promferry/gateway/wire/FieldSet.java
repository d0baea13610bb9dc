package io.promferry.gateway.wire;

/**
 * Which fields of a message are copied; they are as bytes, in the order and form in which they are.
 *
 * @param low the bits of the field numbers up to 31
 * @param high whether fields of higher numbers are copied
 */
record FieldSet(int low, boolean high) {
  static final FieldSet ALL = new FieldSet(-1, true);

  /** A sample's value and timestamp. */
  static final FieldSet SAMPLE = new FieldSet(1 << 1 | 1 << 2, false);

  /** What a histogram is in both versions: fields 1 to 16. */
  static final FieldSet HISTOGRAM = new FieldSet((1 << 17) - 2, false);

  /** An exemplar's value and timestamp; its labels are a matter of the version. */
  static final FieldSet EXEMPLAR = new FieldSet(1 << 2 | 1 << 3, false);

  static FieldSet allBut(int field) {
    return new FieldSet(~(1 << field), true);
  }

  /** How many bytes of the message between the two positions are copied. */
  int sizeOf(byte[] buf, int from, int to) {
    if (keepsAll()) {
      return to - from;
    }
    int size = 0;
    var in = new Cursor(buf, from, to);
    while (in.hasMore()) {
      int start = in.pos;
      if (isKept(in)) {
        size += in.pos - start;
      }
    }
    return size;
  }

  void copy(byte[] buf, int from, int to, Output out) {
    if (keepsAll()) {
      out.write(buf, from, to);
      return;
    }
    var in = new Cursor(buf, from, to);
    while (in.hasMore()) {
      int start = in.pos;
      if (isKept(in)) {
        out.write(buf, start, in.pos);
      }
    }
  }

  private boolean keepsAll() {
    return low == -1 && high;
  }

  /** Moves past the next field. */
  private boolean isKept(Cursor in) {
    int tag = in.readTag();
    in.skipField(tag);
    int field = tag >>> 3;
    return field < Integer.SIZE ? (low >>> field & 1) != 0 : high;
  }
}

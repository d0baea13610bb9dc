package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.LENGTH_DELIMITED;

/** Reads a label message in whatever legal form: fields in any order, the last of each counts. */
final class LabelReader {
  private static final int NAME = 1;
  private static final int VALUE = 2;

  private LabelReader() {}

  /** Reads the label in the next {@code length} bytes and moves past it. */
  static Label read(Cursor in, int length) {
    int outer = in.enter(length);
    int nameFrom = in.pos;
    int nameTo = in.pos;
    int valueFrom = in.pos;
    int valueTo = in.pos;
    while (in.hasMore()) {
      int tag = in.readTag();
      switch (tag >>> 3) {
        case NAME -> {
          in.expectWireType(tag, LENGTH_DELIMITED);
          int size = in.readLength();
          nameFrom = in.pos;
          nameTo = in.pos + size;
          in.skip(size);
        }
        case VALUE -> {
          in.expectWireType(tag, LENGTH_DELIMITED);
          int size = in.readLength();
          valueFrom = in.pos;
          valueTo = in.pos + size;
          in.skip(size);
        }
        default -> in.skipField(tag);
      }
    }
    in.leave(outer);
    return new Label(in.buf, nameFrom, nameTo, in.buf, valueFrom, valueTo);
  }
}

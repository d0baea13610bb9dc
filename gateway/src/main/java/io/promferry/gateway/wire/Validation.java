package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.FIXED64;
import static io.promferry.gateway.wire.Cursor.LENGTH_DELIMITED;
import static io.promferry.gateway.wire.Cursor.VARINT;

/**
 * Checks the messages that are copied as bytes, so that a store never finds one that it cannot
 * parse and refuses a whole body for it. Fields: {@code prompb/types.proto}.
 */
final class Validation {
  private static final int TYPICAL_TIMESTAMP_OFFSET = 9;

  private Validation() {}

  /** Whether the bytes are a sample as every known sender writes it: value, then timestamp. */
  static boolean isTypicalSample(byte[] buf, int start, int end) {
    if (end - start < TYPICAL_TIMESTAMP_OFFSET + 2
        || buf[start] != 0x09
        || buf[start + TYPICAL_TIMESTAMP_OFFSET] != 0x10
        || buf[end - 1] < 0
        || end - start > TYPICAL_TIMESTAMP_OFFSET + 10) {
      return false;
    }
    for (int i = start + TYPICAL_TIMESTAMP_OFFSET + 1; i < end - 1; i++) {
      if (buf[i] >= 0) {
        return false;
      }
    }
    return true;
  }

  static void sample(Cursor in) {
    while (in.hasMore()) {
      int tag = in.readTag();
      switch (tag >>> 3) {
        case 1 -> fixed64(in, tag);
        case 2 -> varint(in, tag);
        default -> in.skipField(tag);
      }
    }
  }

  static void metadata(Cursor in) {
    while (in.hasMore()) {
      int tag = in.readTag();
      switch (tag >>> 3) {
        case 1 -> varint(in, tag);
        case 2, 4, 5 -> bytes(in, tag);
        default -> in.skipField(tag);
      }
    }
  }

  static void histogram(Cursor in) {
    while (in.hasMore()) {
      int tag = in.readTag();
      switch (tag >>> 3) {
        case 1, 4, 6, 14, 15 -> varint(in, tag);
        case 2, 3, 5, 7 -> fixed64(in, tag);
        case 8, 11 -> span(in, tag);
        case 9, 12 -> varints(in, tag);
        case 10, 13, 16 -> fixed64s(in, tag);
        default -> in.skipField(tag);
      }
    }
  }

  private static void span(Cursor in, int tag) {
    in.expectWireType(tag, LENGTH_DELIMITED);
    int outer = in.enter(in.readLength());
    while (in.hasMore()) {
      int inner = in.readTag();
      switch (inner >>> 3) {
        case 1, 2 -> varint(in, inner);
        default -> in.skipField(inner);
      }
    }
    in.leave(outer);
  }

  /** A repeated number, packed or, which is as legal, one by one. */
  private static void varints(Cursor in, int tag) {
    if ((tag & 7) != LENGTH_DELIMITED) {
      varint(in, tag);
      return;
    }
    int outer = in.enter(in.readLength());
    while (in.hasMore()) {
      in.readVarint();
    }
    in.leave(outer);
  }

  private static void fixed64s(Cursor in, int tag) {
    if ((tag & 7) != LENGTH_DELIMITED) {
      fixed64(in, tag);
      return;
    }
    int start = in.pos;
    int length = in.readLength();
    if (length % Long.BYTES != 0) {
      throw Cursor.malformed(start, "packed doubles of " + length + " bytes");
    }
    in.skip(length);
  }

  private static void varint(Cursor in, int tag) {
    in.expectWireType(tag, VARINT);
    in.readVarint();
  }

  private static void fixed64(Cursor in, int tag) {
    in.expectWireType(tag, FIXED64);
    in.skip(Long.BYTES);
  }

  private static void bytes(Cursor in, int tag) {
    in.expectWireType(tag, LENGTH_DELIMITED);
    in.skip(in.readLength());
  }
}

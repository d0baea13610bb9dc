package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.FIXED64;
import static io.promferry.gateway.wire.Cursor.LENGTH_DELIMITED;
import static io.promferry.gateway.wire.Cursor.VARINT;

/**
 * Checks the messages that are copied as bytes, so that a store never finds one that it cannot
 * parse and refuses a whole body for it. Fields: {@code prompb/types.proto}.
 */
final class Validation {
  private static final int VALUE_FIELD_BYTES = 9;
  private static final int LONGEST_TYPICAL_TIMESTAMP = 9;
  private static final int SAMPLE_START = 3;
  private static final int HISTOGRAM_START = 17;

  private Validation() {}

  /**
   * Whether the bytes are a sample as every known sender writes it: the value, which may be left
   * out if it is 0, then the timestamp.
   */
  static boolean isTypicalSample(byte[] buf, int start, int end) {
    int tag = start < end && buf[start] == 0x09 ? start + VALUE_FIELD_BYTES : start;
    int timestamp = tag + 1;
    if (timestamp >= end
        || buf[tag] != 0x10
        || buf[end - 1] < 0
        || end - timestamp > LONGEST_TYPICAL_TIMESTAMP) {
      return false;
    }
    for (int i = timestamp; i < end - 1; i++) {
      if (buf[i] >= 0) {
        return false;
      }
    }
    return true;
  }

  static void sample(Cursor in) {
    while (in.hasMore()) {
      sampleField(in, in.readTag());
    }
  }

  /** Checks a sample of Remote Write 2.0; returns its start timestamp, 0 if it has none. */
  static long startedSample(Cursor in) {
    long start = 0;
    while (in.hasMore()) {
      int tag = in.readTag();
      if (tag >>> 3 == SAMPLE_START) {
        in.expectWireType(tag, VARINT);
        start = in.readVarint();
      } else {
        sampleField(in, tag);
      }
    }
    return start;
  }

  private static void sampleField(Cursor in, int tag) {
    switch (tag >>> 3) {
      case 1 -> fixed64(in, tag);
      case 2 -> varint(in, tag);
      default -> in.skipField(tag);
    }
  }

  static void histogram(Cursor in) {
    while (in.hasMore()) {
      histogramField(in, in.readTag());
    }
  }

  /** Checks a histogram of Remote Write 2.0; returns its start timestamp, 0 if it has none. */
  static long startedHistogram(Cursor in) {
    long start = 0;
    while (in.hasMore()) {
      int tag = in.readTag();
      if (tag >>> 3 == HISTOGRAM_START) {
        in.expectWireType(tag, VARINT);
        start = in.readVarint();
      } else {
        histogramField(in, tag);
      }
    }
    return start;
  }

  private static void histogramField(Cursor in, int tag) {
    switch (tag >>> 3) {
      case 1, 4, 6, 14, 15 -> varint(in, tag);
      case 2, 3, 5, 7 -> fixed64(in, tag);
      case 8, 11 -> span(in, tag);
      case 9, 12 -> varints(in, tag);
      case 10, 13, 16 -> fixed64s(in, tag);
      default -> in.skipField(tag);
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
}

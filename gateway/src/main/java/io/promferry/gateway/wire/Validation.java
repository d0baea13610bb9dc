package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.FIXED64;
import static io.promferry.gateway.wire.Cursor.VARINT;

/**
 * Checks the samples that are copied as bytes, so that a store never finds one that it cannot parse
 * and refuses a whole body for it. Fields: {@code prompb/types.proto}.
 */
final class Validation {
  private static final int VALUE_FIELD_BYTES = 9;
  private static final int LONGEST_TYPICAL_TIMESTAMP = 9;
  private static final int SAMPLE_START = 3;

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

  private static void varint(Cursor in, int tag) {
    in.expectWireType(tag, VARINT);
    in.readVarint();
  }

  private static void fixed64(Cursor in, int tag) {
    in.expectWireType(tag, FIXED64);
    in.skip(Long.BYTES);
  }
}

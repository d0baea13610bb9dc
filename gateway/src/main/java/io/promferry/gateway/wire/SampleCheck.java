package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.FIXED64;

/**
 * Checks the samples that are copied as bytes, so that a store never finds one that it cannot parse
 * and refuses a whole body for it, and tells their timestamps. Fields: {@code prompb/types.proto}.
 * Used again for the next sample. Not thread-safe.
 */
final class SampleCheck {
  /** What no timestamp of a typical sample is. */
  static final long NOT_TYPICAL = -1;

  private static final int SAMPLE_VALUE = 1;
  private static final int VALUE_FIELD_BYTES = 9;
  private static final int VALUE_TAG = 0x09;
  private static final int TIMESTAMP_TAG = 0x10;

  private long timestamp;
  private long startTimestamp;

  /**
   * The timestamp of a sample as every known sender writes it: the value, which may be left out if
   * it is 0, then the timestamp, a number of at most eight bytes. {@link #NOT_TYPICAL} if it is not
   * of this form. Reads the eight bytes before {@code end}, which need not all be the sample's.
   */
  static long typicalTimestamp(byte[] buf, int start, int end) {
    int tag = start < end && buf[start] == VALUE_TAG ? start + VALUE_FIELD_BYTES : start;
    int size = end - tag - 1;
    if (size <= 0 || size > Long.BYTES || end < Long.BYTES || buf[tag] != TIMESTAMP_TAG) {
      return NOT_TYPICAL;
    }
    return varint(Bytes.longAt(buf, end - Long.BYTES) >>> (Long.SIZE - Byte.SIZE * size), size);
  }

  /**
   * The number that is a varint of exactly {@code size} bytes, the first being the lowest of {@code
   * bytes} and those after the last 0; else {@link #NOT_TYPICAL}.
   */
  private static long varint(long bytes, int size) {
    long continued = 0x0080808080808080L >>> (Long.SIZE - Byte.SIZE * size);
    if ((bytes & 0x8080808080808080L) != continued) {
      return NOT_TYPICAL;
    }
    long sevens = bytes & 0x7f7f7f7f7f7f7f7fL;
    long pairs = (sevens & 0x007f007f007f007fL) | (sevens & 0x7f007f007f007f00L) >>> 1;
    long fours = (pairs & 0x00003fff00003fffL) | (pairs & 0x3fff00003fff0000L) >>> 2;
    return (fours & 0x000000000fffffffL) | (fours & 0x0fffffff00000000L) >>> 4;
  }

  /**
   * Reads the sample of Remote Write 1.0 that fills the cursor's view.
   *
   * @throws MalformedWriteRequestException if it is broken
   */
  void read(Cursor in) {
    clear();
    while (in.hasMore()) {
      readField(in, in.readTag());
    }
  }

  /** As {@link #read}, for Remote Write 2.0. */
  void readStarted(Cursor in) {
    clear();
    while (in.hasMore()) {
      int tag = in.readTag();
      if (tag >>> 3 == PointFields.SAMPLE_START_TIMESTAMP) {
        startTimestamp = in.readVarintField(tag);
      } else {
        readField(in, tag);
      }
    }
  }

  /** Of the sample read last, in milliseconds since 1970. */
  long timestamp() {
    return timestamp;
  }

  /** What the sample of Remote Write 2.0 read last says of its start; 0 if nothing. */
  long startTimestamp() {
    return startTimestamp;
  }

  private void clear() {
    timestamp = 0;
    startTimestamp = 0;
  }

  private void readField(Cursor in, int tag) {
    switch (tag >>> 3) {
      case SAMPLE_VALUE -> {
        in.expectWireType(tag, FIXED64);
        in.skip(Long.BYTES);
      }
      case PointFields.SAMPLE_TIMESTAMP -> timestamp = in.readVarintField(tag);
      default -> in.skipField(tag);
    }
  }
}

package io.promferry.gateway.wire;

/** Single numbers out of sample, histogram and exemplar messages. */
final class PointFields {
  static final int SAMPLE_TIMESTAMP = 2;
  static final int SAMPLE_START_TIMESTAMP = 3;
  static final int HISTOGRAM_SCHEMA = 4;
  static final int HISTOGRAM_TIMESTAMP = 15;
  static final int HISTOGRAM_START_TIMESTAMP = 17;
  static final int EXEMPLAR_TIMESTAMP = 3;

  private static final int CUSTOM_BUCKETS = -53;

  private PointFields() {}

  /** The varint in that field of the message between the two positions, or 0; the last counts. */
  static long varint(byte[] buf, int from, int to, int field) {
    long value = 0;
    var in = new Cursor(buf, from, to);
    while (in.hasMore()) {
      int tag = in.readTag();
      if (tag == (field << 3 | Cursor.VARINT)) {
        value = in.readVarint();
      } else {
        in.skipField(tag);
      }
    }
    return value;
  }

  static boolean hasCustomBuckets(byte[] buf, int from, int to) {
    int zigzag = (int) varint(buf, from, to, HISTOGRAM_SCHEMA);
    return (zigzag >>> 1 ^ -(zigzag & 1)) == CUSTOM_BUCKETS;
  }
}

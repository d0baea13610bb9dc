package io.promferry.gateway.wire;

/**
 * Writes a sample or histogram of Remote Write 2.0 that is to have a start timestamp: byte for byte
 * if it has one of its own or its series has none, else with that of its series behind.
 */
final class StartedPart {
  private static final int SAMPLE_TAG = 0x12;
  private static final int SAMPLE_START_TAG = 0x18;
  private static final int HISTOGRAM_START_TAG = 0x88;

  /** More than tag, length and an added start timestamp can take. */
  private static final int OVERHEAD = 24;

  private StartedPart() {}

  /**
   * Writes the message that fills the cursor's view as a field with that tag.
   *
   * @param created the start of the series in milliseconds since 1970, 0 if it has none
   */
  static void write(int tag, Cursor in, long created, Output out) {
    int from = in.pos;
    int to = in.limit;
    boolean added = created != 0 && startOf(tag, in) == 0;
    in.pos = to;
    int startTag = tag == SAMPLE_TAG ? SAMPLE_START_TAG : HISTOGRAM_START_TAG;
    int addedSize = added ? Output.sizeOfVarint(startTag) + Output.sizeOfVarint64(created) : 0;
    out.ensure(to - from + OVERHEAD);
    out.writeByte(tag);
    out.writeVarint(to - from + addedSize);
    out.write(in.buf, from, to);
    if (added) {
      out.writeVarint(startTag);
      out.writeVarint64(created);
    }
  }

  private static long startOf(int tag, Cursor in) {
    int field =
        tag == SAMPLE_TAG
            ? PointFields.SAMPLE_START_TIMESTAMP
            : PointFields.HISTOGRAM_START_TIMESTAMP;
    return PointFields.varint(in.buf, in.pos, in.limit, field);
  }
}

package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.LENGTH_DELIMITED;

/**
 * One exemplar message, between two positions of a borrowed buffer. Forged labels are taken out of
 * it; nothing is put in.
 */
// Arrays, because it borrows a range of the request; it is never compared as a record.
@SuppressWarnings("ArrayRecordComponent")
record Exemplar(byte[] buf, int from, int to) {
  private static final int LABELS = 1;
  private static final int VALUE = 2;
  private static final int TIMESTAMP = 3;

  /**
   * Whether no label of it has a forced name.
   *
   * @throws MalformedWriteRequestException if it is broken
   */
  boolean isFreeOf(ForcedLabels forced) {
    return forgedLabels(forced) == 0;
  }

  int forgedLabels(ForcedLabels forced) {
    int forged = 0;
    var in = new Cursor(buf, from, to);
    while (in.hasMore()) {
      if (nextIsForged(in, forced)) {
        forged++;
      }
    }
    return forged;
  }

  /** How many bytes are left without the forged labels. */
  int sizeWithout(ForcedLabels forced) {
    int size = to - from;
    var in = new Cursor(buf, from, to);
    while (in.hasMore()) {
      int field = in.pos;
      if (nextIsForged(in, forced)) {
        size -= in.pos - field;
      }
    }
    return size;
  }

  /** Writes the message without the forged labels, all else byte for byte. */
  void writeWithout(ForcedLabels forced, Output out) {
    var in = new Cursor(buf, from, to);
    while (in.hasMore()) {
      int field = in.pos;
      if (!nextIsForged(in, forced)) {
        out.write(buf, field, in.pos);
      }
    }
  }

  /** Moves past one field; says whether it is a label under a forced name. */
  private static boolean nextIsForged(Cursor in, ForcedLabels forced) {
    int tag = in.readTag();
    switch (tag >>> 3) {
      case LABELS -> {
        in.expectWireType(tag, LENGTH_DELIMITED);
        var label = LabelReader.read(in, in.readLength());
        return forced.indexOf(label.nameSource(), label.nameFrom(), label.nameTo()) >= 0;
      }
      case VALUE -> in.expectWireType(tag, Cursor.FIXED64);
      case TIMESTAMP -> in.expectWireType(tag, Cursor.VARINT);
      default -> {}
    }
    in.skipField(tag);
    return false;
  }
}

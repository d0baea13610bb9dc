package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.LENGTH_DELIMITED;

import org.jspecify.annotations.Nullable;

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
   * Whether it can be copied as it stands: no label has a forced name, and all are UTF-8.
   *
   * @throws MalformedWriteRequestException if it is broken
   */
  boolean isPlain(ForcedLabels forced) {
    var in = new Cursor(buf, from, to);
    while (in.hasMore()) {
      var label = nextLabel(in);
      if (label != null && (isForged(label, forced) || !label.isUtf8())) {
        return false;
      }
    }
    return true;
  }

  /** Whether all its labels are UTF-8; some parsers refuse a whole request for one that is not. */
  boolean isUtf8() {
    var in = new Cursor(buf, from, to);
    while (in.hasMore()) {
      var label = nextLabel(in);
      if (label != null && !label.isUtf8()) {
        return false;
      }
    }
    return true;
  }

  int forgedLabels(ForcedLabels forced) {
    int forged = 0;
    var in = new Cursor(buf, from, to);
    while (in.hasMore()) {
      var label = nextLabel(in);
      if (label != null && isForged(label, forced)) {
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
      var label = nextLabel(in);
      if (label != null && isForged(label, forced)) {
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
      var label = nextLabel(in);
      if (label == null || !isForged(label, forced)) {
        out.write(buf, field, in.pos);
      }
    }
  }

  /** Moves past one field; gives it if it is a label. */
  private static @Nullable Label nextLabel(Cursor in) {
    int tag = in.readTag();
    switch (tag >>> 3) {
      case LABELS -> {
        in.expectWireType(tag, LENGTH_DELIMITED);
        return LabelReader.read(in, in.readLength());
      }
      case VALUE -> in.expectWireType(tag, Cursor.FIXED64);
      case TIMESTAMP -> in.expectWireType(tag, Cursor.VARINT);
      default -> {}
    }
    in.skipField(tag);
    return null;
  }

  private static boolean isForged(Label label, ForcedLabels forced) {
    return label.forcedIndex(forced) >= 0;
  }
}

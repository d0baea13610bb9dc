package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.LENGTH_DELIMITED;
import static io.promferry.gateway.wire.Cursor.VARINT;

import org.jspecify.annotations.Nullable;

/**
 * One metadata message of Remote Write 1.0 ({@code prometheus.MetricMetadata}), read in any legal
 * form and written with its four known fields only: some stores read others as account ids. Borrows
 * the request; used again for the next message. Not thread-safe.
 */
final class MetricMetadata {
  private static final int METADATA_TAG = 0x1a;
  private static final int TYPE = 1;
  private static final int TYPE_TAG = 0x08;
  private static final int NAME = 2;
  private static final int HELP = 4;
  private static final int UNIT = 5;
  private static final int[] TEXTS = {NAME, HELP, UNIT};

  private byte[] buf = {};
  private final int[] from = new int[UNIT + 1];
  private final int[] to = new int[UNIT + 1];
  private int type;

  /**
   * Reads the message that fills the cursor's view. Returns why it must not be written, or null.
   *
   * @throws MalformedWriteRequestException if it is broken
   */
  @Nullable DropReason read(Cursor in) {
    buf = in.buf;
    type = 0;
    for (int field : TEXTS) {
      from[field] = in.pos;
      to[field] = in.pos;
    }
    while (in.hasMore()) {
      int tag = in.readTag();
      switch (tag >>> 3) {
        case TYPE -> {
          in.expectWireType(tag, VARINT);
          type = (int) in.readVarint();
        }
        case NAME, HELP, UNIT -> text(in, tag);
        default -> in.skipField(tag);
      }
    }
    for (int field : TEXTS) {
      if (!Bytes.isUtf8(buf, from[field], to[field])) {
        return DropReason.METADATA_INVALID;
      }
    }
    return ReservedNames.contains(buf, from[NAME], to[NAME]) ? DropReason.METADATA_RESERVED : null;
  }

  /** Writes it as a field of the request. */
  void write(Output out) {
    int size = typeSize();
    for (int field : TEXTS) {
      size += textSize(field);
    }
    out.ensure(size + 6);
    out.writeByte(METADATA_TAG);
    out.writeVarint(size);
    if (type != 0) {
      out.writeByte(TYPE_TAG);
      out.writeVarint64(type);
    }
    for (int field : TEXTS) {
      if (from[field] < to[field]) {
        out.writeByte(field << 3 | LENGTH_DELIMITED);
        out.writeVarint(to[field] - from[field]);
        out.write(buf, from[field], to[field]);
      }
    }
  }

  private void text(Cursor in, int tag) {
    in.expectWireType(tag, LENGTH_DELIMITED);
    int length = in.readLength();
    from[tag >>> 3] = in.pos;
    to[tag >>> 3] = in.pos + length;
    in.skip(length);
  }

  private int typeSize() {
    return type == 0 ? 0 : 1 + Output.sizeOfVarint64(type);
  }

  private int textSize(int field) {
    int length = to[field] - from[field];
    return length == 0 ? 0 : 1 + Output.sizeOfVarint(length) + length;
  }
}

package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.VARINT;

import org.jspecify.annotations.Nullable;

/**
 * The metadata of one series of Remote Write 2.0. Where its field is repeated, the last value of
 * each of its own fields counts, as in every protobuf parser. Used again for the next series. Not
 * thread-safe.
 */
final class SymbolizedMetadata {
  private static final int TAG = 0x2a;
  private static final int TYPE = 1;
  private static final int TYPE_TAG = 0x08;
  private static final int HELP_REF = 3;
  private static final int HELP_REF_TAG = 0x18;
  private static final int UNIT_REF = 4;
  private static final int UNIT_REF_TAG = 0x20;

  private boolean present;
  private boolean plain;
  private int type;
  private int helpRef;
  private int unitRef;

  void clear() {
    present = false;
    plain = true;
    type = 0;
    helpRef = 0;
    unitRef = 0;
  }

  /**
   * Merges the message that fills the cursor's view into what has been read.
   *
   * @throws MalformedWriteRequestException if it is broken
   */
  void merge(Cursor in) {
    plain &= !present;
    present = true;
    while (in.hasMore()) {
      int tag = in.readTag();
      switch (tag >>> 3) {
        case TYPE -> type = varint(in, tag);
        case HELP_REF -> helpRef = varint(in, tag);
        case UNIT_REF -> unitRef = varint(in, tag);
        default -> {
          in.skipField(tag);
          plain = false;
        }
      }
    }
  }

  /** Whether it came at most once and without unknown fields, so that it can be copied. */
  boolean isPlain() {
    return plain;
  }

  /** Why its series is refused, or null. */
  @Nullable RefusalReason fault(SymbolFacts facts) {
    if (!present) {
      return null;
    }
    var fault = facts.fault(helpRef);
    return fault == null ? facts.fault(unitRef) : fault;
  }

  /** Writes it as a field of a series if there is any. */
  void write(Output out) {
    if (!present) {
      return;
    }
    int size = size(type) + size(helpRef) + size(unitRef);
    out.ensure(size + 2);
    out.writeByte(TAG);
    out.writeVarint(size);
    writeField(out, TYPE_TAG, type);
    writeField(out, HELP_REF_TAG, helpRef);
    writeField(out, UNIT_REF_TAG, unitRef);
  }

  private static int varint(Cursor in, int tag) {
    in.expectWireType(tag, VARINT);
    return (int) in.readVarint();
  }

  private static int size(int value) {
    return value == 0 ? 0 : 1 + Output.sizeOfLongVarint(value);
  }

  private static void writeField(Output out, int tag, int value) {
    if (value != 0) {
      out.writeByte(tag);
      out.writeVarint64(value);
    }
  }
}

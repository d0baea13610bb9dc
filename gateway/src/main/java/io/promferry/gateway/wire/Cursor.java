package io.promferry.gateway.wire;

/**
 * A forward-only view over protobuf bytes. Borrows its buffer: never copies it, never writes to it.
 * Stricter than protobuf's own readers where those disagree with each other, so that every store
 * reads what we read: a tag has at most five bytes, a varint fits 64 bits, and there are no groups.
 * Not thread-safe.
 */
final class Cursor {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;
  static final int FIXED32 = 5;

  private static final int LAST_VARINT_SHIFT = 63;
  private static final int LONGEST_TAG = 5;

  final byte[] buf;
  int pos;
  int limit;

  Cursor(byte[] buf, int pos, int limit) {
    this.buf = buf;
    this.pos = pos;
    this.limit = limit;
  }

  boolean hasMore() {
    return pos < limit;
  }

  /** The next tag: field number times eight plus wire type; the number is at least 1. */
  int readTag() {
    int start = pos;
    long tag = readVarint();
    if (tag >>> Integer.SIZE != 0 || tag >>> 3 == 0 || pos - start > LONGEST_TAG) {
      throw malformed(start, "invalid tag");
    }
    return (int) tag;
  }

  long readVarint() {
    if (pos < limit && buf[pos] >= 0) {
      return buf[pos++];
    }
    return readLongVarint();
  }

  private long readLongVarint() {
    int start = pos;
    long value = 0;
    for (int shift = 0; shift <= LAST_VARINT_SHIFT; shift += 7) {
      if (pos >= limit) {
        throw malformed(start, "truncated varint");
      }
      byte b = buf[pos++];
      if (shift == LAST_VARINT_SHIFT && (b & 0xff) > 1) {
        break;
      }
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw malformed(start, "varint of more than 64 bits");
  }

  /** Reads the number of a field whose tag has just been read. */
  long readVarintField(int tag) {
    expectWireType(tag, VARINT);
    return readVarint();
  }

  double readDoubleField(int tag) {
    expectWireType(tag, FIXED64);
    return readDouble();
  }

  double readDouble() {
    int start = pos;
    skip(Long.BYTES);
    return Double.longBitsToDouble(Bytes.longAt(buf, start));
  }

  /** Reads the length of packed doubles, which is one of whole ones. */
  int readLengthOfDoubles() {
    int start = pos;
    int length = readLength();
    if (length % Long.BYTES != 0) {
      throw malformed(start, "packed doubles of " + length + " bytes");
    }
    return length;
  }

  /** Reads a length and checks that so many bytes are left before {@link #limit}. */
  int readLength() {
    int start = pos;
    long length = readVarint();
    if (length < 0 || length > limit - pos) {
      throw malformed(start, "length runs past its message");
    }
    return (int) length;
  }

  void skip(int bytes) {
    if (bytes > limit - pos) {
      throw malformed(pos, "truncated field");
    }
    pos += bytes;
  }

  /** Skips the value of a field that we do not know. */
  void skipField(int tag) {
    switch (tag & 7) {
      case VARINT -> readVarint();
      case FIXED64 -> skip(Long.BYTES);
      case LENGTH_DELIMITED -> skip(readLength());
      case FIXED32 -> skip(Integer.BYTES);
      default -> throw malformed(pos, "group or invalid wire type");
    }
  }

  void expectWireType(int tag, int wireType) {
    if ((tag & 7) != wireType) {
      throw malformed(pos, "wrong wire type for field " + (tag >>> 3));
    }
  }

  /**
   * Narrows the view to the next {@code length} bytes; the former limit is given back by {@link
   * #leave}.
   */
  int enter(int length) {
    int outer = limit;
    limit = pos + length;
    return outer;
  }

  void leave(int outerLimit) {
    limit = outerLimit;
  }

  /** The number that a varint of type {@code sint32} stands for. */
  static int signed(int zigzag) {
    return zigzag >>> 1 ^ -(zigzag & 1);
  }

  /** The number that a varint of type {@code sint64} stands for. */
  static long signed(long zigzag) {
    return zigzag >>> 1 ^ -(zigzag & 1);
  }

  static MalformedWriteRequestException malformed(int offset, String reason) {
    return new MalformedWriteRequestException(offset, reason);
  }
}

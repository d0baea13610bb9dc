package io.promferry.gateway.wire;

import java.util.Arrays;

/**
 * Where a rewritten request is put together: a buffer that grows up to a limit and is used again
 * for the next request. One owner at a time; not thread-safe.
 */
public final class Output {
  /** What a buffer may hold between two requests; a larger one is let go after its request. */
  private static final int KEPT_BYTES = 4 << 20;

  private static final int INITIAL_BYTES = 64 << 10;

  /** What is made sure of before a field is written, and not used by all of them. */
  private static final int SPARE_BYTES = 64;

  private static final int WIDE = Bytes.WIDE;
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8L;
  private static final byte[] NOTHING = {};

  private byte[] buf;
  private int length;

  /** An empty output with room for a small request. */
  public Output() {
    this(INITIAL_BYTES);
  }

  Output(int capacity) {
    buf = new byte[capacity];
  }

  /** The bytes written, from index 0 to {@link #length}; valid until the next request. */
  public byte[] array() {
    return buf;
  }

  public int length() {
    return length;
  }

  /** Forgets what was written. */
  public void reset() {
    length = 0;
  }

  /** Lets go of a buffer that only an unusually large request needed, and of what is in it. */
  public void trim() {
    length = 0;
    if (buf.length > KEPT_BYTES) {
      buf = new byte[INITIAL_BYTES];
    }
  }

  /**
   * Makes room for a request of so many bytes at once, without a second buffer beside the first.
   * What was written is forgotten.
   */
  public void reserve(int bytes) {
    length = 0;
    if (buf.length < bytes + SPARE_BYTES) {
      buf = NOTHING;
      buf = new byte[bytes + SPARE_BYTES];
    }
  }

  /** Makes room for so many bytes more; the writing methods below do not check again. */
  void ensure(int bytes) {
    int needed = Math.addExact(length, bytes);
    if (needed > buf.length) {
      buf = Arrays.copyOf(buf, (int) Math.min(MOST_BYTES, Math.max(needed, grown(buf.length))));
    }
  }

  private static long grown(int bytes) {
    return bytes < KEPT_BYTES ? 2L * bytes : bytes + bytes / 2L;
  }

  void writeByte(int value) {
    buf[length++] = (byte) value;
  }

  void writeVarint(int value) {
    int rest = value;
    while (rest >>> 7 != 0) {
      buf[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buf[length++] = (byte) rest;
  }

  /** Writes a label's name and value, {@code prompb.Label}, without tag and length before them. */
  void writeLabel(byte[] source, int nameFrom, int nameTo, int valueFrom, int valueTo) {
    writeByte(Label.NAME_TAG);
    writeVarint(nameTo - nameFrom);
    write(source, nameFrom, nameTo);
    writeByte(Label.VALUE_TAG);
    writeVarint(valueTo - valueFrom);
    write(source, valueFrom, valueTo);
  }

  void writeVarint64(long value) {
    long rest = value;
    while (rest >>> 7 != 0) {
      buf[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buf[length++] = (byte) rest;
  }

  /**
   * A copy of a few bytes costs most where it is found out how many: as many as may be are copied,
   * where there is room, and what is too much is written over by what follows.
   */
  void write(byte[] source, int from, int to) {
    int bytes = to - from;
    if (bytes <= WIDE && from <= source.length - WIDE && length <= buf.length - WIDE) {
      Bytes.copyWide(source, from, buf, length);
    } else {
      System.arraycopy(source, from, buf, length, bytes);
    }
    length += bytes;
  }

  /** Writes all of {@code added}, making room for it. */
  void append(Output added) {
    ensure(added.length);
    write(added.buf, 0, added.length);
  }

  /** Puts all of {@code added} at that position and moves what was there behind it. */
  void insert(int position, Output added) {
    ensure(added.length);
    System.arraycopy(buf, position, buf, position + added.length, length - position);
    System.arraycopy(added.buf, 0, buf, position, added.length);
    length += added.length;
  }

  static int sizeOfVarint(int value) {
    return value == 0 ? 1 : (38 - Integer.numberOfLeadingZeros(value)) / 7;
  }

  static int sizeOfVarint64(long value) {
    return value == 0 ? 1 : (70 - Long.numberOfLeadingZeros(value)) / 7;
  }

  /** Bytes of a length-delimited field: a tag of one byte, the length, and so many bytes. */
  static long sizeOfField(long length) {
    return (length < 0x80 ? 2 : 1 + sizeOfVarint64(length)) + length;
  }
}

package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.LENGTH_DELIMITED;

import java.util.Arrays;

/**
 * Where the symbols of a Remote Write 2.0 request are, wherever in it they stand. Borrows the
 * request; used again for the next one. Not thread-safe.
 */
final class SymbolTable {
  /** Field 4 of {@code io.prometheus.write.v2.Request}. */
  static final int SYMBOLS = 4;

  static final int TAG = SYMBOLS << 3 | LENGTH_DELIMITED;

  /** Far more than any sender's request has; keeps what one costs us in proportion to its bytes. */
  static final int MOST_SYMBOLS = 1 << 20;

  private static final int INITIAL = 1 << 10;
  private static final int KEPT = 1 << 17;

  private byte[] buf = {};
  private int[] from = new int[INITIAL];
  private int[] to = new int[INITIAL];
  private int size;
  private int afterLeading;

  /**
   * Reads the table of the request between the two positions.
   *
   * @throws MalformedWriteRequestException if the request is broken at its outermost level, or has
   *     too many symbols
   */
  void read(byte[] buf, int start, int end) {
    this.buf = buf;
    size = 0;
    if (from.length > KEPT) {
      from = new int[INITIAL];
      to = new int[INITIAL];
    }
    afterLeading = start;
    var in = new Cursor(buf, start, end);
    while (in.hasMore()) {
      int field = in.pos;
      int tag = in.readTag();
      if (tag >>> 3 != SYMBOLS) {
        in.skipField(tag);
        continue;
      }
      in.expectWireType(tag, LENGTH_DELIMITED);
      int length = in.readLength();
      boolean leading = afterLeading == field;
      add(in.pos, in.pos + length);
      in.skip(length);
      if (leading) {
        afterLeading = in.pos;
      }
    }
  }

  byte[] buf() {
    return buf;
  }

  int size() {
    return size;
  }

  /** Where the symbol's bytes begin in {@link #buf}. */
  int from(int symbol) {
    return from[symbol];
  }

  /** Where the symbol's bytes end in {@link #buf}. */
  int to(int symbol) {
    return to[symbol];
  }

  /** Where the first field of the request begins that is no symbol. */
  int afterLeading() {
    return afterLeading;
  }

  /** Whether there is nothing between it and the one before but its tag and length, both short. */
  boolean isBesideThePrevious(int symbol) {
    int length = to[symbol] - from[symbol];
    return to[symbol - 1] == from[symbol] - 1 - Output.sizeOfVarint(length);
  }

  /** The symbol whose bytes begin at that position of {@link #buf}. */
  int beginningAt(int position) {
    return Arrays.binarySearch(from, 0, size, position);
  }

  private void add(int symbolFrom, int symbolTo) {
    if (size == MOST_SYMBOLS) {
      throw Cursor.malformed(symbolFrom, "more than " + MOST_SYMBOLS + " symbols");
    }
    if (size == from.length) {
      from = Arrays.copyOf(from, 2 * size);
      to = Arrays.copyOf(to, 2 * size);
    }
    from[size] = symbolFrom;
    to[size] = symbolTo;
    size++;
  }
}

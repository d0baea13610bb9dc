package io.promferry.gateway.wire;

import java.util.Arrays;

/**
 * Strings of a request as byte ranges of it, each with its number in the request's symbol table if
 * it came from there. Labels are kept as name and value in turn. Not thread-safe.
 */
final class Strings {
  static final int NO_SYMBOL = -1;

  private static final int INTS = 3;
  private static final int INITIAL = 64 * INTS;

  private int[] ints = new int[INITIAL];
  private int end;

  int size() {
    return end / INTS;
  }

  int from(int index) {
    return ints[INTS * index];
  }

  int to(int index) {
    return ints[INTS * index + 1];
  }

  /** The string's number in the symbol table, or {@link #NO_SYMBOL}. */
  int symbol(int index) {
    return ints[INTS * index + 2];
  }

  int length(int index) {
    return to(index) - from(index);
  }

  void add(int from, int to, int symbol) {
    if (end == ints.length) {
      ints = Arrays.copyOf(ints, Math.multiplyExact(2, end));
    }
    int[] row = ints;
    int at = end;
    row[at] = from;
    row[at + 1] = to;
    row[at + 2] = symbol;
    end = at + INTS;
  }

  void add(Strings source, int index) {
    add(source.from(index), source.to(index), source.symbol(index));
  }

  /** Becomes equal to the other. */
  void copy(Strings other) {
    if (ints.length < other.end) {
      ints = new int[other.ints.length];
    }
    System.arraycopy(other.ints, 0, ints, 0, other.end);
    end = other.end;
  }

  void clear() {
    end = 0;
  }
}

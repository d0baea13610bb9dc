package io.promferry.gateway.wire;

/**
 * Strings of a request as byte ranges of it, each with its number in the request's symbol table if
 * it came from there. Labels are kept as name and value in turn. Not thread-safe.
 */
final class Strings {
  static final int NO_SYMBOL = -1;

  private static final int INTS = 3;

  private final IntList ints = new IntList();

  int size() {
    return ints.size() / INTS;
  }

  int from(int index) {
    return ints.get(INTS * index);
  }

  int to(int index) {
    return ints.get(INTS * index + 1);
  }

  /** The string's number in the symbol table, or {@link #NO_SYMBOL}. */
  int symbol(int index) {
    return ints.get(INTS * index + 2);
  }

  int length(int index) {
    return to(index) - from(index);
  }

  void add(int from, int to, int symbol) {
    ints.add(from);
    ints.add(to);
    ints.add(symbol);
  }

  void add(Strings source, int index) {
    add(source.from(index), source.to(index), source.symbol(index));
  }

  void clear() {
    ints.truncate(0);
  }
}

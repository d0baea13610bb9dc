package io.promferry.gateway.wire;

import java.util.Arrays;

/**
 * The symbol table of a request that is being put together: each distinct string once, the empty
 * one first, in the order of their first use. Borrows the old request. Not thread-safe.
 */
final class NewSymbols {
  private static final int SYMBOL_TAG = SymbolTable.SYMBOLS << 3 | Cursor.LENGTH_DELIMITED;

  private final byte[] body;
  private final InternedStrings strings;

  /** By a symbol's number in the old table, one more than its new number; 0 if not used yet. */
  private int[] byOldSymbol = {};

  NewSymbols(byte[] body) {
    this.body = body;
    this.strings = new InternedStrings(body);
    strings.intern(0, 0);
  }

  int from(int ref) {
    return strings.from(ref);
  }

  int to(int ref) {
    return strings.to(ref);
  }

  int refOf(Strings source, int index) {
    int symbol = source.symbol(index);
    return symbol == Strings.NO_SYMBOL
        ? strings.intern(source.from(index), source.to(index))
        : refOfSymbol(symbol, source.from(index), source.to(index));
  }

  long size() {
    long size = 0;
    for (int i = 0; i < strings.size(); i++) {
      size += Output.sizeOfField(strings.to(i) - strings.from(i));
    }
    return size;
  }

  void write(Output out) {
    for (int i = 0; i < strings.size(); i++) {
      out.writeByte(SYMBOL_TAG);
      out.writeVarint(strings.to(i) - strings.from(i));
      out.write(body, strings.from(i), strings.to(i));
    }
  }

  /** Reads a long symbol once, however often the request refers to it. */
  private int refOfSymbol(int symbol, int from, int to) {
    if (symbol >= byOldSymbol.length) {
      byOldSymbol = Arrays.copyOf(byOldSymbol, Math.max(symbol + 1, 2 * byOldSymbol.length));
    }
    if (byOldSymbol[symbol] == 0) {
      byOldSymbol[symbol] = strings.intern(from, to) + 1;
    }
    return byOldSymbol[symbol] - 1;
  }
}

package io.promferry.gateway.wire;

import java.util.Arrays;

/**
 * Hashes the labels of a request's series, equal for equal labels of whichever version. Reads a
 * long symbol once, however often the request refers to it. Borrows the request. Not thread-safe.
 */
final class LabelsHash {
  private final byte[] body;

  /** By symbol; 0 where it is not known yet. */
  private long[] bySymbol = {};

  LabelsHash(byte[] body) {
    this.body = body;
  }

  long of(Strings labels) {
    long hash = labels.size();
    for (int i = 0; i < labels.size(); i++) {
      hash = SeededHash.combine(hash, ofString(labels, i));
    }
    return hash;
  }

  private long ofString(Strings strings, int index) {
    int symbol = strings.symbol(index);
    if (symbol == Strings.NO_SYMBOL) {
      return SeededHash.of(body, strings.from(index), strings.to(index));
    }
    if (symbol >= bySymbol.length) {
      bySymbol = Arrays.copyOf(bySymbol, Math.max(symbol + 1, 2 * bySymbol.length));
    }
    if (bySymbol[symbol] == 0) {
      bySymbol[symbol] = SeededHash.of(body, strings.from(index), strings.to(index));
    }
    return bySymbol[symbol];
  }
}

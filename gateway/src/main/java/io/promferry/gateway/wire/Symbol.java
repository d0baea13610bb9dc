package io.promferry.gateway.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A string as the key of a map, its hash computed once. Immutable; owns its bytes. */
final class Symbol {
  private final byte[] bytes;
  private final int hash;

  Symbol(byte[] bytes) {
    this.bytes = bytes;
    this.hash = (int) SeededHash.of(bytes, 0, bytes.length);
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Symbol symbol
        && hash == symbol.hash
        && Arrays.equals(bytes, symbol.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}

package io.promferry.gateway.wire;

import java.util.Arrays;

/** Longs in a row that grows by doubling. Not thread-safe. */
final class LongList {
  private static final int INITIAL = 32;

  private long[] values = new long[INITIAL];
  private int size;

  int size() {
    return size;
  }

  long get(int index) {
    return values[index];
  }

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.multiplyExact(2, size));
    }
    values[size++] = value;
  }
}

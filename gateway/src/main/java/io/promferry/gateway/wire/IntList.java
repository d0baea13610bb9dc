package io.promferry.gateway.wire;

import java.util.Arrays;

/** Ints in a row that grows by doubling. Not thread-safe. */
final class IntList {
  private static final int INITIAL = 256;

  private int[] values = new int[INITIAL];
  private int size;

  int size() {
    return size;
  }

  int get(int index) {
    return values[index];
  }

  void set(int index, int value) {
    values[index] = value;
  }

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.multiplyExact(2, size));
    }
    values[size++] = value;
  }

  void truncate(int newSize) {
    size = newSize;
  }
}

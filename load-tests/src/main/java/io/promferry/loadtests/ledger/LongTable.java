package io.promferry.loadtests.ledger;

import java.util.Arrays;

/** Numbers of 0 and more by key, in two arrays. Not thread-safe. */
final class LongTable {
  static final int NONE = -1;

  private static final int SMALLEST = 64;

  private long[] keys = new long[SMALLEST];
  private int[] numbers = emptied(SMALLEST);
  private int size;

  int size() {
    return size;
  }

  /** The number of a key, or {@link #NONE}. */
  int get(long key) {
    return numbers[slot(key)];
  }

  void put(long key, int number) {
    int slot = slot(key);
    if (numbers[slot] == NONE) {
      size++;
    }
    keys[slot] = key;
    numbers[slot] = number;
    if (size > keys.length / 2) {
      grow();
    }
  }

  void clear() {
    keys = new long[SMALLEST];
    numbers = emptied(SMALLEST);
    size = 0;
  }

  /** What its arrays take. */
  long bytes() {
    return (long) keys.length * (Long.BYTES + Integer.BYTES);
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) key & mask;
    while (numbers[slot] != NONE && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    var oldKeys = keys;
    var oldNumbers = numbers;
    keys = new long[2 * oldKeys.length];
    numbers = emptied(keys.length);
    size = 0;
    for (int slot = 0; slot < oldKeys.length; slot++) {
      if (oldNumbers[slot] != NONE) {
        put(oldKeys[slot], oldNumbers[slot]);
      }
    }
  }

  private static int[] emptied(int length) {
    var numbers = new int[length];
    Arrays.fill(numbers, NONE);
    return numbers;
  }
}

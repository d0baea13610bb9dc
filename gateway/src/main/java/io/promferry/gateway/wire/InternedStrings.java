package io.promferry.gateway.wire;

import java.util.Arrays;

/**
 * Distinct strings, given as ranges of one borrowed buffer and numbered from 0 in the order in
 * which they came: an open-addressing table with linear probing, never more than half full. Two
 * ranges are the same string only if their bytes are. Not thread-safe.
 */
final class InternedStrings {
  static final int ABSENT = -1;

  private static final int INITIAL_SLOTS = 256;

  private final byte[] buf;
  private final Ranges strings = new Ranges();
  private final IntList hashes = new IntList();

  /** One more than a string's number, or 0 where there is none. */
  private int[] slots = new int[INITIAL_SLOTS];

  InternedStrings(byte[] buf) {
    this.buf = buf;
  }

  int size() {
    return strings.size();
  }

  int from(int number) {
    return strings.from(number);
  }

  int to(int number) {
    return strings.to(number);
  }

  private boolean is(int number, int from, int to) {
    return Arrays.equals(buf, strings.from(number), strings.to(number), buf, from, to);
  }

  /** The string's number, a new one if it has not been there before. */
  int intern(int from, int to) {
    int hash = (int) SeededHash.of(buf, from, to);
    int slot = slotOf(hash, from, to);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    strings.add(from, to);
    hashes.add(hash);
    slots[slot] = strings.size();
    if (2 * strings.size() > slots.length) {
      grow();
    }
    return strings.size() - 1;
  }

  /** The string's number, or {@link #ABSENT}. */
  int find(int from, int to) {
    return slots[slotOf((int) SeededHash.of(buf, from, to), from, to)] - 1;
  }

  private int slotOf(int hash, int from, int to) {
    int slot = hash & (slots.length - 1);
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (hashes.get(number) == hash && is(number, from, to)) {
        break;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private void grow() {
    slots = new int[Math.multiplyExact(2, slots.length)];
    for (int number = 0; number < strings.size(); number++) {
      int slot = hashes.get(number) & (slots.length - 1);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = number + 1;
    }
  }
}

package io.promferry.gateway.wire;

/** Byte ranges of one buffer, each from its first byte to after its last. Not thread-safe. */
final class Ranges {
  private final IntList bounds = new IntList();

  int size() {
    return bounds.size() / 2;
  }

  boolean isEmpty() {
    return bounds.size() == 0;
  }

  int from(int index) {
    return bounds.get(2 * index);
  }

  int to(int index) {
    return bounds.get(2 * index + 1);
  }

  void add(int from, int to) {
    bounds.add(from);
    bounds.add(to);
  }

  /** Puts the range at {@code index} in the place of an earlier one that is not needed any more. */
  void move(int index, int place) {
    bounds.set(2 * place, from(index));
    bounds.set(2 * place + 1, to(index));
  }

  void truncate(int size) {
    bounds.truncate(2 * size);
  }

  void clear() {
    bounds.truncate(0);
  }
}

package io.promferry.gateway;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;

/**
 * Whose turn it is: everybody's once in an interval, one after the other over the whole of it.
 * Times are of a clock that never goes back, in nanoseconds. Not thread-safe.
 */
final class Turns<T> {
  private final Queue<T> waiting = new ArrayDeque<>();
  private long began;
  private int all;

  /** Nobody's yet; the first interval begins now. */
  Turns(long now) {
    began = now;
  }

  /** Whether the interval has passed and nobody is left of it, so that the next one may begin. */
  boolean areOver(long now, Duration every) {
    return waiting.isEmpty() && now - began >= every.toNanos();
  }

  /** Everybody of these has a turn in the interval that begins now. */
  void begin(Collection<T> those, long now) {
    waiting.addAll(those);
    began = now;
    all = those.size();
  }

  /** Whether somebody's turn has come; of those who had to wait too long, it has. */
  boolean hasNext(long now, Duration every) {
    double passed = (double) (now - began) / every.toNanos();
    return !waiting.isEmpty() && all - waiting.size() <= all * passed;
  }

  /** Gives somebody a turn. */
  T next() {
    return waiting.remove();
  }

  /** Takes it from all who are waiting. */
  void clear() {
    waiting.clear();
  }
}

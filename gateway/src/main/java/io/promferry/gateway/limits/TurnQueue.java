package io.promferry.gateway.limits;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Queue;

/**
 * A bounded queue in which everybody has a turn: who has put in much waits for his own, and nobody
 * else does. Thread-safe.
 */
public final class TurnQueue<K, T> {
  private final int most;
  private final int mostOfOne;
  private final LinkedHashMap<K, Queue<T>> waiting = new LinkedHashMap<>();
  private int size;

  /** So many items at a time, over all and of one. */
  public TurnQueue(int most, int mostOfOne) {
    this.most = most;
    this.mostOfOne = mostOfOne;
  }

  /** Puts an item in; false if there is no room for it. */
  public synchronized boolean offer(K who, T item) {
    var own = waiting.get(who);
    if (size >= most || (own != null && own.size() >= mostOfOne)) {
      return false;
    }
    waiting.computeIfAbsent(who, _ -> new ArrayDeque<>()).add(item);
    size++;
    return true;
  }

  /** Takes the first item of whoever's turn it is; empty if there is none. */
  public synchronized Optional<T> poll() {
    var turn = waiting.pollFirstEntry();
    if (turn == null) {
      return Optional.empty();
    }
    var own = turn.getValue();
    var item = own.remove();
    if (!own.isEmpty()) {
      waiting.put(turn.getKey(), own);
    }
    size--;
    return Optional.of(item);
  }
}

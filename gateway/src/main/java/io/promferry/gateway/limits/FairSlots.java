package io.promferry.gateway.limits;

import java.util.HashMap;
import java.util.Map;

/**
 * A number of slots, which may change at any time, for whoever comes. What is free goes to anybody.
 * When nothing is, whoever holds less than an equal part of the slots gets one on top, and whoever
 * holds more is refused until things are even: so the slots are all in use, and no newcomer waits
 * for somebody who was there first. Thread-safe.
 */
public final class FairSlots<K> {
  private final int most;
  private final Map<K, Integer> held = new HashMap<>();
  private int taken;

  /** Whether there is a slot for somebody. */
  public enum Answer {
    ROOM,
    /** There is none left for anybody. */
    FULL,
    /** There would be one for somebody who has less. */
    SHARE_USED
  }

  /** {@code most} are never exceeded, whoever asks. */
  public FairSlots(int most) {
    this.most = most;
  }

  /** How many slots are taken. */
  public synchronized int taken() {
    return taken;
  }

  /** What {@link #take} would answer. */
  public synchronized Answer look(K who, int slots) {
    if (taken >= most) {
      return Answer.FULL;
    }
    int mine = held.getOrDefault(who, 0);
    int holders = mine == 0 ? held.size() + 1 : held.size();
    if (taken < slots || mine < slots / holders) {
      return Answer.ROOM;
    }
    return mine == 0 || holders == 1 ? Answer.FULL : Answer.SHARE_USED;
  }

  /** Takes one of so many slots if there is room; whoever has it gives it back. */
  public synchronized Answer take(K who, int slots) {
    var answer = look(who, slots);
    if (answer == Answer.ROOM) {
      held.merge(who, 1, Integer::sum);
      taken++;
    }
    return answer;
  }

  public synchronized void release(K who) {
    held.computeIfPresent(who, (_, count) -> count == 1 ? null : count - 1);
    taken--;
  }
}

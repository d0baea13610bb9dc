package io.promferry.gateway.wire;

/**
 * Finds a planned series by the labels of another: an open-addressing table with linear probing,
 * never more than half full. Labels are the same only if all their references are.
 */
final class SeriesByLabels {
  static final int ABSENT = -1;

  private final SeriesPlan plan;

  /** One more than a series' index, or 0 where there is none. */
  private final int[] slots;

  SeriesByLabels(SeriesPlan plan) {
    this.plan = plan;
    this.slots = new int[Integer.highestOneBit(Math.multiplyExact(4, plan.size() + 1))];
  }

  void addIfAbsent(int series) {
    int slot = slotOf(series);
    if (slots[slot] == 0) {
      slots[slot] = series + 1;
    }
  }

  /** The series that was added first of those with the same labels, or {@link #ABSENT}. */
  int find(int series) {
    return slots[slotOf(series)] - 1;
  }

  private int slotOf(int series) {
    int slot = hash(series) & (slots.length - 1);
    while (slots[slot] != 0 && !plan.haveSameLabels(slots[slot] - 1, series)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private int hash(int series) {
    return (int) SeededHash.of(plan.refs.array(), plan.refsFrom(series), plan.refsTo(series));
  }
}

package io.promferry.gateway.limits;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A set of series' hashes and of when each was last seen: one long for each, 56 bits of hash and 8
 * of time, in an open table that is between 70 and 87.5 % full. That makes 9.2 to 11.5 bytes for a
 * series. {@link #find} may be called at any time; everything else needs the table's own lock, and
 * publishes a new array where entries move.
 */
final class SeriesTable {
  /** Times are counted round and round from 1 to this, because a slot of 0 is a free one. */
  static final int STAMPS = 255;

  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);
  private static final long STAMP = 0xff;
  private static final int LEAST_SLOTS = 8;
  private static final int ARRAY_HEADER = 16;

  /** Never written to: it is too full for a first entry already. */
  private static final long[] NOTHING = new long[1];

  private volatile long[] slots = NOTHING;
  private int size;

  /** What a series is stored as, when it is seen at this time. */
  static long entry(long hash, int tick) {
    return (hash & ~STAMP) | (tick % STAMPS + 1);
  }

  /** How long ago an entry was seen last, in ticks; right up to {@link #STAMPS}. */
  static int age(long entry, int tick) {
    return Math.floorMod(tick % STAMPS + 1 - (int) (entry & STAMP), STAMPS);
  }

  /**
   * The entry of a series, or 0. Without the lock it may also be 0 or another's while they move.
   */
  long find(long hash) {
    var current = slots;
    return (long) SLOT.getOpaque(current, position(current, hash));
  }

  /** Overwrites the entry of a series that is there. */
  void touch(long entry) {
    SLOT.setOpaque(slots, position(slots, entry), entry);
  }

  /** Whether one more needs a larger array. */
  boolean isFull() {
    return (size + 1L) * 8 > slots.length * 7L;
  }

  /** The size of the array that {@link #grow} makes, in bytes. */
  long grownBytes() {
    return bytes(grownSlots());
  }

  /** The size of the array, in bytes. */
  long bytes() {
    return slots.length < LEAST_SLOTS ? 0 : bytes(slots.length);
  }

  void grow() {
    moveTo(grownSlots(), 0, Integer.MAX_VALUE);
  }

  /** Adds a series that is not there; the table is not full. */
  void add(long entry) {
    SLOT.setOpaque(slots, position(slots, entry), entry);
    size++;
  }

  /** Forgets what is older than {@code oldest} ticks and gives back its memory; says how many. */
  int forget(int tick, int oldest) {
    int live = 0;
    for (long entry : slots) {
      if (entry != 0 && age(entry, tick) <= oldest) {
        live++;
      }
    }
    int gone = size - live;
    if (gone > 0) {
      moveTo(roomyFor(live), tick, oldest);
    }
    return gone;
  }

  void clear() {
    slots = NOTHING;
    size = 0;
  }

  private void moveTo(int length, int tick, int oldest) {
    var from = slots;
    long[] to = length == 0 ? NOTHING : new long[length];
    int moved = 0;
    for (long entry : from) {
      if (entry != 0 && age(entry, tick) <= oldest) {
        to[position(to, entry)] = entry;
        moved++;
      }
    }
    slots = to;
    size = moved;
  }

  /** By a quarter, so that the table stays 70 % full. */
  private int grownSlots() {
    return Math.max(LEAST_SLOTS, slots.length + slots.length / 4);
  }

  private static int roomyFor(int entries) {
    return entries == 0 ? 0 : (int) Math.max(LEAST_SLOTS, entries * 10L / 7);
  }

  private static long bytes(int length) {
    return ARRAY_HEADER + 8L * length;
  }

  /** Where a series is, or where it would be put. The upper 6 bits have chosen the table. */
  private static int position(long[] slots, long hash) {
    int at = (int) (((hash << 6 >>> 32) * slots.length) >>> 32);
    long found = (long) SLOT.getOpaque(slots, at);
    while (found != 0 && (found ^ hash) >>> 8 != 0) {
      at = at + 1 == slots.length ? 0 : at + 1;
      found = (long) SLOT.getOpaque(slots, at);
    }
    return at;
  }
}

package io.promferry.gateway.status;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Totals that only rise, and what they were at the first event of each ten seconds of the last five
 * minutes: at most 9 KiB for a tenant that writes, nothing for one that does not. Thread-safe
 * without locks. A thread that is interrupted between {@link #mark} and {@link #add} may have its
 * count in the next ten seconds; none is ever lost.
 */
final class RollingCounts {
  static final Duration TICK = Duration.ofSeconds(10);
  static final Duration WINDOW = Duration.ofMinutes(5);

  /** The one that has begun, too. */
  private static final int TICKS = (int) WINDOW.dividedBy(TICK) + 1;

  private final AtomicLongArray totals = new AtomicLongArray(Counts.COLUMNS);
  private final AtomicReferenceArray<Mark> marks = new AtomicReferenceArray<>(TICKS);

  /** The totals before anything was counted in this tick. */
  private record Mark(long tick, Counts before) {}

  /** Opens the tick of this moment if nobody has; comes before what is added in it. */
  void mark(long nowMillis) {
    long tick = tick(nowMillis);
    int slot = (int) Math.floorMod(tick, (long) TICKS);
    var mark = marks.get(slot);
    if (mark == null || mark.tick < tick) {
      marks.compareAndSet(slot, mark, new Mark(tick, totals()));
    }
  }

  void add(int column, long count) {
    totals.addAndGet(column, count);
  }

  Counts totals() {
    var columns = new long[Counts.COLUMNS];
    for (int column = 0; column < columns.length; column++) {
      columns[column] = totals.get(column);
    }
    return new Counts(columns);
  }

  /** What was counted since {@link #windowStart}. */
  Counts recent(long nowMillis) {
    long first = tick(windowStart(nowMillis));
    Mark oldest = null;
    for (int slot = 0; slot < TICKS; slot++) {
      var mark = marks.get(slot);
      if (mark != null && mark.tick >= first && (oldest == null || mark.tick < oldest.tick)) {
        oldest = mark;
      }
    }
    return oldest == null ? Counts.NONE : totals().since(oldest.before);
  }

  /** Where the window begins, in milliseconds since 1970: at a whole tick, 5:00 to 5:10 ago. */
  static long windowStart(long nowMillis) {
    return (tick(nowMillis) - TICKS + 1) * TICK.toMillis();
  }

  private static long tick(long millis) {
    return Math.floorDiv(millis, TICK.toMillis());
  }
}

package io.promferry.gateway.status;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What became of a tenant's writes in each minute of the last hour: some 1.2 KiB. Thread-safe
 * without locks. What is counted just as a minute begins may be lost: it is for the eye, and no
 * count that anything is decided by.
 */
public final class History {
  /** The one that has begun, too. */
  static final int MINUTES = 60;

  private static final long MINUTE_MILLIS = 60_000;

  private final AtomicLongArray minutes = new AtomicLongArray(MINUTES);
  private final AtomicLongArray samples = new AtomicLongArray(MINUTES);
  private final AtomicIntegerArray refused = new AtomicIntegerArray(MINUTES);

  /**
   * One minute.
   *
   * @param samples float samples and native histograms that were accepted in it
   * @param refusedWrites writes in it that were refused, in part or whole, or not answered
   */
  public record Minute(long samples, int refusedWrites) {
    private static final Minute NOTHING = new Minute(0, 0);
  }

  /** At a time in milliseconds since 1970. */
  void accepted(long nowMillis, long count) {
    samples.addAndGet(slot(nowMillis), count);
  }

  /** At a time in milliseconds since 1970. */
  void refused(long nowMillis) {
    refused.incrementAndGet(slot(nowMillis));
  }

  /** The last {@link #MINUTES}, the one of this moment last. */
  List<Minute> until(long nowMillis) {
    long last = nowMillis / MINUTE_MILLIS;
    var all = new ArrayList<Minute>(MINUTES);
    for (long minute = last - MINUTES + 1; minute <= last; minute++) {
      int slot = (int) (minute % MINUTES);
      all.add(
          minutes.get(slot) == minute
              ? new Minute(samples.get(slot), refused.get(slot))
              : Minute.NOTHING);
    }
    return all;
  }

  /** Where this minute is counted; empty, if it was another's. */
  private int slot(long nowMillis) {
    long minute = nowMillis / MINUTE_MILLIS;
    int slot = (int) (minute % MINUTES);
    long before = minutes.get(slot);
    if (before != minute && minutes.compareAndSet(slot, before, minute)) {
      samples.set(slot, 0);
      refused.set(slot, 0);
    }
    return slot;
  }
}

package io.promferry.gateway.telemetry;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long somebody took to answer, of the minute that has begun and the one before: 1.5 KiB,
 * however many answers there are. Times are told rounded up by an eighth at most. Thread-safe.
 */
public final class AnswerTimes {
  private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int NANOS_OF_MICRO = 1_000;

  /** Each power of two is so many buckets, as a power of two. */
  private static final int PART_BITS = 3;

  private static final int PARTS = 1 << PART_BITS;
  private static final long LEAST_MICROS = PARTS;
  private static final int MOST_BITS = 27;
  private static final long MOST_MICROS = (1L << MOST_BITS) - 1;

  private final LongSupplier nanoTime;
  private long minute;
  private int[] now = none();
  private int[] before = none();

  /**
   * What most answers took.
   *
   * @param median of half of them, this or less
   * @param p99 of 99 in 100, this or less
   */
  public record Summary(long answers, Duration median, Duration p99) {}

  /** {@code nanoTime} never goes back. */
  AnswerTimes(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.minute = minuteNow();
  }

  synchronized void answered(long nanos) {
    turn();
    now[bucket(nanos)]++;
  }

  /** Empty without any answer in that time. */
  public synchronized Optional<Summary> recent() {
    turn();
    var all = new int[now.length];
    long answers = 0;
    for (int bucket = 0; bucket < all.length; bucket++) {
      all[bucket] = now[bucket] + before[bucket];
      answers += all[bucket];
    }
    return answers == 0
        ? Optional.empty()
        : Optional.of(
            new Summary(answers, end(all, (answers + 1) / 2), end(all, answers - answers / 100)));
  }

  private void turn() {
    long minuteNow = minuteNow();
    if (minuteNow == minute) {
      return;
    }
    before = minuteNow == minute + 1 ? now : none();
    now = none();
    minute = minuteNow;
  }

  private long minuteNow() {
    return Math.floorDiv(nanoTime.getAsLong(), MINUTE_NANOS);
  }

  private static int[] none() {
    return new int[(MOST_BITS - PART_BITS) * PARTS];
  }

  private static int bucket(long nanos) {
    long micros = Math.clamp(nanos / NANOS_OF_MICRO, LEAST_MICROS, MOST_MICROS);
    int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros) - PART_BITS;
    int part = (int) (micros >>> power) - PARTS;
    return power * PARTS + part;
  }

  /** Where the bucket ends in which that one of the answers is, from the fastest. */
  private static Duration end(int[] answers, long which) {
    int bucket = 0;
    for (long seen = answers[0]; seen < which; seen += answers[bucket]) {
      bucket++;
    }
    long parts = PARTS + 1L + bucket % PARTS;
    return Duration.ofNanos((parts << (bucket / PARTS)) * NANOS_OF_MICRO);
  }
}

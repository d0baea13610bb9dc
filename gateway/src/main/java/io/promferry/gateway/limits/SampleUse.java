package io.promferry.gateway.limits;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many samples a second have been sent lately: an average in which what is five seconds old
 * counts a third of what is new. Thread-safe.
 */
final class SampleUse {
  private static final Duration MEMORY = Duration.ofSeconds(5);

  private final LongSupplier nanos;
  private double perSecond;
  private long countedUpTo;

  /** {@code nanos} is a clock that never goes back, in nanoseconds. */
  SampleUse(LongSupplier nanos) {
    this.nanos = nanos;
    this.countedUpTo = nanos.getAsLong();
  }

  synchronized void add(long samples) {
    fade();
    perSecond += (double) samples / MEMORY.toSeconds();
  }

  synchronized double perSecond() {
    fade();
    return perSecond;
  }

  private void fade() {
    long now = nanos.getAsLong();
    perSecond *= Math.exp((double) (countedUpTo - now) / MEMORY.toNanos());
    countedUpTo = now;
  }
}

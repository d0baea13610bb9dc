package io.promferry.gateway.auth;

import java.time.Duration;

/**
 * How much time tokens may cost that turn out to be nobody's, because anybody can send them: a
 * twentieth of all, and {@link #BURST} at once. Goes into debt. Thread-safe.
 */
final class ForgeryBudget {
  static final Duration BURST = Duration.ofMillis(50);
  private static final int PART = 20;

  private long fullAtNanos;

  /** Full at that time of a clock that never goes back, in nanoseconds. */
  ForgeryBudget(long nowNanos) {
    fullAtNanos = nowNanos;
  }

  synchronized boolean isUsedUp(long nowNanos) {
    return fullAtNanos - nowNanos >= PART * BURST.toNanos();
  }

  /** One has cost so much; more than {@link #BURST} is a pause of the process. */
  synchronized void spend(long nanos, long nowNanos) {
    long cost = Math.min(nanos, BURST.toNanos());
    fullAtNanos = nowNanos + Math.max(0, fullAtNanos - nowNanos) + PART * cost;
  }
}

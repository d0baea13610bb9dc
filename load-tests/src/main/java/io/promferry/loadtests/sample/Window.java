package io.promferry.loadtests.sample;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time in whole milliseconds: after {@code start}, up to and including {@code end}.
 */
public record Window(Instant start, Instant end) {
  public Window {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException(
          "window must start before it ends, got " + start + " to " + end);
    }
  }

  boolean contains(long timestampMillis) {
    return timestampMillis > start.toEpochMilli() && timestampMillis <= end.toEpochMilli();
  }

  /**
   * As the range of a query, a little wider at the start, because peers differ in whether they
   * include it.
   */
  Duration queryRange() {
    return Duration.between(start, end).plusSeconds(1);
  }
}

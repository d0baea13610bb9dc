package io.promferry.loadtests.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

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

  public boolean contains(long timestampMillis) {
    return timestampMillis > start.toEpochMilli() && timestampMillis <= end.toEpochMilli();
  }

  /** The whole seconds of it, the earliest first. */
  public List<Instant> wholeSeconds() {
    return LongStream.rangeClosed(start.getEpochSecond() + 1, end.getEpochSecond())
        .mapToObj(Instant::ofEpochSecond)
        .toList();
  }

  /**
   * As the range of a query, a little wider at the start, because peers differ in whether they
   * include it.
   */
  Duration queryRange() {
    return Duration.between(start, end).plusSeconds(1);
  }
}

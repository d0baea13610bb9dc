package io.promferry.loadtests.driver;

import java.time.Duration;

/** How long a shard waits between attempts: as Prometheus' queue manager does by default. */
final class Backoff {
  static final Duration MIN = Duration.ofMillis(30);
  static final Duration MAX = Duration.ofSeconds(5);

  private Duration next = MIN;

  /**
   * After one more failure.
   *
   * @param retryAfter what the answer asked for, which no maximum bounds; zero if it did not
   */
  Duration pause(Duration retryAfter) {
    var pause = retryAfter.isZero() ? next : retryAfter;
    var doubled = pause.multipliedBy(2);
    next = doubled.compareTo(MAX) > 0 ? MAX : doubled;
    return pause;
  }

  void reset() {
    next = MIN;
  }
}

package io.promferry.loadtests.scenario;

import io.promferry.loadtests.driver.DriverFigures;
import java.time.Duration;
import java.util.Optional;

/**
 * How far the store is behind what was due, over time. Up to date is less than two seconds' load
 * behind. Times are since the start of the driver. Not thread-safe.
 */
final class Backlog {
  private static final double UP_TO_DATE_SECONDS = 2;

  private final double upToDateSamples;
  private Duration lastBehind = Duration.ZERO;
  private boolean behind;

  Backlog(double samplesPerSecond) {
    this.upToDateSamples = UP_TO_DATE_SECONDS * samplesPerSecond;
  }

  void look(DriverFigures figures) {
    look(figures.time(), figures.samplesDue() - figures.samplesAcknowledged());
  }

  void look(Duration now, long outstanding) {
    behind = outstanding > upToDateSamples;
    if (behind) {
      lastBehind = now;
    }
  }

  /** How long after that time it was behind for the last time; empty if it still is. */
  Optional<Duration> recoveredAfter(Duration disturbance) {
    if (behind) {
      return Optional.empty();
    }
    var after = lastBehind.minus(disturbance);
    return Optional.of(after.isNegative() ? Duration.ZERO : after);
  }
}

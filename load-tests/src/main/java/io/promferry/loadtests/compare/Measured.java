package io.promferry.loadtests.compare;

import io.promferry.loadtests.driver.DriverFigures;
import io.promferry.loadtests.sink.SinkFigures;
import java.time.Duration;

/**
 * What became of a steady load on one relay.
 *
 * @param handedOn samples that the store got of it
 * @param draining from the end of the load until the store had all, or patience was over
 * @param storedBytes compressed, of bodies that the store got
 */
record Measured(
    DriverFigures driver,
    long handedOn,
    Duration draining,
    long storedBytes,
    Reading before,
    Reading after) {
  /** Beyond it the figures are those of the machine's other users. */
  private static final double MOST_NOISE = 0.15;

  private static final double BUSY_HARNESS = 0.97;
  private static final double NEARLY_ALL = 0.99;

  static Measured of(
      DriverFigures driver,
      long handedOn,
      Duration draining,
      SinkFigures sinkBefore,
      SinkFigures sinkAfter,
      Reading before,
      Reading after) {
    return new Measured(
        driver,
        handedOn,
        draining,
        sinkAfter.compressedBytes() - sinkBefore.compressedBytes(),
        before,
        after);
  }

  double nanosPerSample() {
    return after.cpuNanosSince(before) / handedOn;
  }

  boolean hasAllocation() {
    return after.allocatedSince(before) >= 0;
  }

  double allocatedBytesPerSample() {
    return after.allocatedSince(before) / handedOn;
  }

  double storedBytesPerSample() {
    return (double) storedBytes / handedOn;
  }

  double noise() {
    return after.noiseSince(before);
  }

  boolean hasHandedOnAll() {
    return driver.samplesDue() > 0 && handedOn >= driver.samplesDue() * NEARLY_ALL;
  }

  /** Whether driver and store were at their own limit. */
  boolean isDriversLimit() {
    return driver.isSaturated(DriverFigures.MOST_LATENESS)
        || after.harness().since(before.harness()) > BUSY_HARNESS;
  }

  /** Why it is no figure of the relay; empty if it is one. */
  String why() {
    if (isDriversLimit()) {
      return "the driver was saturated";
    }
    if (noise() > MOST_NOISE) {
      return "others had %.0f %% of the tested core".formatted(noise() * 100);
    }
    if (!hasHandedOnAll()) {
      return "of %,d samples due %,d arrived; answers %s"
          .formatted(driver.samplesDue(), handedOn, driver.answers());
    }
    return "";
  }
}

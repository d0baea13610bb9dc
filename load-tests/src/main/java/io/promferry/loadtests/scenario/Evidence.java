package io.promferry.loadtests.scenario;

import io.promferry.loadtests.driver.DriverFigures;
import io.promferry.loadtests.report.Books;
import io.promferry.loadtests.report.TimelinePoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run has shown, after its warm-up.
 *
 * @param books empty where the sink only counted
 * @param timeline of the first gateway
 * @param mostResidentBytes of the gateway that had most
 * @param recovered how long after the last disturbance's end the load was up to date for good;
 *     empty if it never was
 * @param noise how each kind of noise was answered, answer to count
 * @param gatewayLog the lines of all gateways, of all their lives
 */
record Evidence(
    DriverFigures driver,
    Optional<Books> books,
    List<TimelinePoint> timeline,
    long mostResidentBytes,
    Optional<Duration> recovered,
    Map<String, Map<String, Long>> noise,
    List<String> gatewayLog) {
  Evidence {
    timeline = List.copyOf(timeline);
    noise = Map.copyOf(noise);
    gatewayLog = List.copyOf(gatewayLog);
  }

  /** On average, of the first gateway. */
  double cpuCores() {
    return timeline.stream().mapToDouble(TimelinePoint::cpuCores).average().orElse(0);
  }

  /** CPU for each acknowledged sample, in nanoseconds; infinite if there is none. */
  double cpuNanosPerSample() {
    double samples = timeline.stream().mapToDouble(TimelinePoint::samplesPerSecond).sum();
    double cores = timeline.stream().mapToDouble(TimelinePoint::cpuCores).sum();
    return samples == 0 ? Double.POSITIVE_INFINITY : cores / samples * 1e9;
  }

  /** Samples that were due and were not acknowledged in the end. */
  long unsettled() {
    return driver.samplesDue() - driver.samplesAcknowledged();
  }
}

package io.promferry.loadtests.driver;

import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a driver has seen and used, up to now.
 *
 * @param time since writes began to be due
 * @param samplesDue those of all bodies that were due
 * @param samplesAcknowledged those of all bodies that were answered with a 2xx
 * @param bodiesDropped refused for good
 * @param answers attempts by how they were answered: a status, or what failed
 * @param latencyMicros from the time at which a body was due until its 2xx, however many attempts
 * @param latenessMicros how late attempts left for reasons of the driver's own
 * @param cpu of the driver's process
 */
public record DriverFigures(
    Duration time,
    long samplesDue,
    long samplesAcknowledged,
    long bodiesAcknowledged,
    long bodiesDropped,
    Map<String, Long> answers,
    Histogram latencyMicros,
    Histogram latenessMicros,
    Duration cpu) {
  private static final long MOST_LATENESS_MICROS = 10_000;

  /** Whether the driver could not keep up with its own plan, so that the run means nothing. */
  public boolean isSaturated() {
    return latenessMicros.getValueAtPercentile(99) > MOST_LATENESS_MICROS;
  }
}

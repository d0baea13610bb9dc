package io.promferry.loadtests.driver;

import java.time.Duration;
import java.util.HashMap;
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
 * @param cpu of the driver's process, since the start
 * @param longestFull for which the process has used all its cores, at a time
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
    Duration cpu,
    Duration longestFull) {
  /** At p99, where nothing else is said. */
  public static final Duration MOST_LATENESS = Duration.ofMillis(10);

  private static final Duration MOST_FULL = Duration.ofSeconds(5);

  public DriverFigures {
    answers = Map.copyOf(answers);
  }

  /** Of a process that never used all its cores. */
  public DriverFigures(
      Duration time,
      long samplesDue,
      long samplesAcknowledged,
      long bodiesAcknowledged,
      long bodiesDropped,
      Map<String, Long> answers,
      Histogram latencyMicros,
      Histogram latenessMicros,
      Duration cpu) {
    this(
        time,
        samplesDue,
        samplesAcknowledged,
        bodiesAcknowledged,
        bodiesDropped,
        answers,
        latencyMicros,
        latenessMicros,
        cpu,
        Duration.ZERO);
  }

  /** What came after earlier figures of the same driver, for example after it has warmed up. */
  public DriverFigures since(DriverFigures before) {
    return new DriverFigures(
        time.minus(before.time),
        samplesDue - before.samplesDue,
        samplesAcknowledged - before.samplesAcknowledged,
        bodiesAcknowledged - before.bodiesAcknowledged,
        bodiesDropped - before.bodiesDropped,
        answersSince(before),
        difference(latencyMicros, before.latencyMicros),
        difference(latenessMicros, before.latenessMicros),
        cpu.minus(before.cpu),
        longestFull);
  }

  /** The same with samples and bodies of all the time: what was due early may be taken late. */
  public DriverFigures timedSince(DriverFigures before) {
    var later = since(before);
    return new DriverFigures(
        later.time,
        samplesDue,
        samplesAcknowledged,
        bodiesAcknowledged,
        bodiesDropped,
        later.answers,
        later.latencyMicros,
        later.latenessMicros,
        later.cpu,
        longestFull);
  }

  private Map<String, Long> answersSince(DriverFigures before) {
    var since = new HashMap<>(answers);
    before.answers.forEach((kind, count) -> since.merge(kind, -count, Long::sum));
    since.values().removeIf(count -> count == 0);
    return since;
  }

  private static Histogram difference(Histogram all, Histogram part) {
    var rest = all.copy();
    rest.subtract(part);
    return rest;
  }

  /**
   * Whether the driver could not keep up with its own plan, so that the run means nothing.
   *
   * @param mostLateness with which writes may leave, at p99
   */
  public boolean isSaturated(Duration mostLateness) {
    return latenessMicros.getValueAtPercentile(99) > mostLateness.toNanos() / 1000
        || longestFull.compareTo(MOST_FULL) >= 0;
  }
}

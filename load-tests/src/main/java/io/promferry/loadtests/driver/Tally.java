package io.promferry.loadtests.driver;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The counts of a run. Thread-safe. */
final class Tally {
  private static final int DIGITS = 3;

  private final Map<String, Long> answers = new TreeMap<>();
  private final Histogram latencyMicros = new Histogram(DIGITS);
  private final Histogram latenessMicros = new Histogram(DIGITS);
  private long samplesDue;
  private long samplesAcknowledged;
  private long bodiesAcknowledged;
  private long bodiesDropped;

  synchronized void due(BodyTemplate body) {
    samplesDue += body.seriesCount();
  }

  /** A write's first attempt leaves, so late although nothing stood before it. */
  synchronized void left(long lateNanos) {
    latenessMicros.recordValue(TimeUnit.NANOSECONDS.toMicros(Math.max(0, lateNanos)));
  }

  synchronized void answered(Answer answer) {
    answers.merge(answer.kind(), 1L, Long::sum);
  }

  synchronized void acknowledged(Write write, long now) {
    samplesAcknowledged += write.body().seriesCount();
    bodiesAcknowledged++;
    latencyMicros.recordValue(TimeUnit.NANOSECONDS.toMicros(Math.max(0, now - write.dueNanos())));
  }

  synchronized void dropped() {
    bodiesDropped++;
  }

  synchronized DriverFigures figures(Duration time, Duration cpu) {
    return new DriverFigures(
        time,
        samplesDue,
        samplesAcknowledged,
        bodiesAcknowledged,
        bodiesDropped,
        Map.copyOf(answers),
        latencyMicros.copy(),
        latenessMicros.copy(),
        cpu);
  }
}

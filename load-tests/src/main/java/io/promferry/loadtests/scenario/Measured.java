package io.promferry.loadtests.scenario;

import io.promferry.loadtests.driver.DriverFigures;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** A driver's figures without its warm-up's. */
final class Measured {
  private Measured() {}

  /** Counts of samples and bodies are of all the time: what was due early may be taken late. */
  static DriverFigures since(DriverFigures before, DriverFigures now) {
    return new DriverFigures(
        now.time().minus(before.time()),
        now.samplesDue(),
        now.samplesAcknowledged(),
        now.bodiesAcknowledged(),
        now.bodiesDropped(),
        answers(before.answers(), now.answers()),
        without(now.latencyMicros(), before.latencyMicros()),
        without(now.latenessMicros(), before.latenessMicros()),
        now.cpu().minus(before.cpu()));
  }

  private static Map<String, Long> answers(Map<String, Long> before, Map<String, Long> now) {
    var since = new TreeMap<String, Long>();
    now.forEach((answer, count) -> {
      long more = count - before.getOrDefault(answer, 0L);
      if (more > 0) {
        since.put(answer, more);
      }
    });
    return since;
  }

  private static Histogram without(Histogram all, Histogram warmUp) {
    var rest = all.copy();
    rest.subtract(warmUp);
    return rest;
  }
}

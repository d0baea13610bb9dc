package io.promferry.loadtests.scenario;

import io.promferry.loadtests.report.TimelinePoint;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The straight line through a curve (least squares), without its first fifth: that is warm-up. */
final class Trend {
  private static final int WARM_UP_PART = 5;
  private static final double SECONDS_PER_MINUTE = 60;

  private Trend() {}

  /** How much the values grow in a minute; points without a value (0) are left out. */
  static double perMinute(List<TimelinePoint> timeline, ToDoubleFunction<TimelinePoint> value) {
    var points =
        timeline.stream()
            .skip(timeline.size() / WARM_UP_PART)
            .filter(point -> value.applyAsDouble(point) > 0)
            .toList();
    double meanTime = points.stream().mapToDouble(TimelinePoint::second).average().orElse(0);
    double meanValue = points.stream().mapToDouble(value).average().orElse(0);
    double products = 0;
    double squares = 0;
    for (var point : points) {
      double time = point.second() - meanTime;
      products += time * (value.applyAsDouble(point) - meanValue);
      squares += time * time;
    }
    return squares == 0 ? 0 : products / squares * SECONDS_PER_MINUTE;
  }
}

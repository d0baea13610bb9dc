package io.promferry.loadtests.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** So few of many points that a page can hold them: of each stretch the lowest and the highest. */
final class Thinned {
  private static final int MOST_STRETCHES = 300;

  private Thinned() {}

  static <P> List<P> of(List<P> points, ToDoubleFunction<P> value) {
    if (points.size() <= 2 * MOST_STRETCHES) {
      return points;
    }
    var kept = new ArrayList<P>();
    for (int i = 0; i < MOST_STRETCHES; i++) {
      var stretch =
          points.subList(
              (int) ((long) points.size() * i / MOST_STRETCHES),
              (int) ((long) points.size() * (i + 1) / MOST_STRETCHES));
      int low =
          stretch.indexOf(stretch.stream().min(Comparator.comparingDouble(value)).orElseThrow());
      int high =
          stretch.indexOf(stretch.stream().max(Comparator.comparingDouble(value)).orElseThrow());
      kept.add(stretch.get(Math.min(low, high)));
      if (low != high) {
        kept.add(stretch.get(Math.max(low, high)));
      }
    }
    return kept;
  }
}

package io.promferry.loadtests.report.page;

import java.util.List;
import java.util.stream.IntStream;

/** What lies between the least and the most of some figures; all NaN if there is none. */
record Spread(double least, double median, double most) {
  static Spread of(List<Double> figures) {
    var sorted = figures.stream().sorted().toList();
    int size = sorted.size();
    return size == 0
        ? new Spread(Double.NaN, Double.NaN, Double.NaN)
        : new Spread(
            sorted.getFirst(),
            (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2,
            sorted.getLast());
  }

  /**
   * Each figure divided by that of the same repetition; repetitions that only one has are not used.
   */
  static Spread ofRatios(List<Double> figures, List<Double> to) {
    return of(
        IntStream.range(0, Math.min(figures.size(), to.size()))
            .mapToObj(i -> figures.get(i) / to.get(i))
            .toList());
  }

  boolean isKnown() {
    return Double.isFinite(median);
  }

  /** For example {@code 310 ns (303–322)}. */
  String text(String unit) {
    return isKnown()
        ? "%s (%s–%s)"
            .formatted(Figures.withUnit(median, unit), Figures.number(least), Figures.number(most))
        : Figures.NONE;
  }
}

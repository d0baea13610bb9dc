package io.promferry.loadtests.ledger;

import io.promferry.loadtests.driver.SeriesSet;
import java.util.Map;
import java.util.TreeMap;

/** A few series that all are new in each generation; every fifth from the third is a histogram. */
public record SmallSeries(int size, int seriesPerBody) implements SeriesSet {
  @Override
  public Map<String, String> labels(int series, int generation) {
    return new TreeMap<>(
        Map.of(
            "__name__", "metric_" + series, "pod", "pod-" + generation, "zone", "zone" + series % 3));
  }

  @Override
  public double value(int series) {
    return series * 1.5;
  }

  @Override
  public boolean isHistogram(int series) {
    return series % 5 == 2;
  }

  @Override
  public boolean isMarker(int series) {
    return series % seriesPerBody == 0;
  }

  Totals totals(int series) {
    return new Totals(series, series * 0.25);
  }
}

package io.promferry.gateway.limits;

import io.promferry.gateway.limits.ActiveSeries.MetricSeries;
import java.util.Arrays;
import java.util.List;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.FrequentItemsSketch;

/**
 * The metric names with the most series, about: a sketch of 48 names, exact for as many, else at
 * most 5.5 % of all series off. It counts for one idle window; of the one before, ten names are
 * kept. Some 10 KiB at most with usual names, 30 KiB with the longest. Thread-safe.
 */
final class TopNames {
  /** Three quarters of it are used. */
  private static final int SKETCH_SIZE = 64;

  private static final int LONGEST_NAME = 200;
  private static final int KEPT = 10;

  private FrequentItemsSketch<String> counted = new FrequentItemsSketch<>(SKETCH_SIZE);
  private List<MetricSeries> before = List.of();
  private long seriesBefore;

  /** Another series of this name. */
  synchronized void count(String name) {
    counted.update(name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME));
  }

  /** The next window begins. */
  synchronized void turn() {
    before = top(counted, KEPT);
    seriesBefore = counted.getStreamLength();
    counted = new FrequentItemsSketch<>(SKETCH_SIZE);
  }

  /** At most so many, up to ten, the largest first: of whichever window has more series. */
  synchronized List<MetricSeries> top(int most) {
    return counted.getStreamLength() >= seriesBefore
        ? top(counted, Math.min(most, KEPT))
        : before.subList(0, Math.min(most, before.size()));
  }

  private static List<MetricSeries> top(FrequentItemsSketch<String> sketch, int most) {
    return Arrays.stream(sketch.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES))
        .limit(most)
        .map(row -> new MetricSeries(row.getItem(), row.getEstimate()))
        .toList();
  }
}

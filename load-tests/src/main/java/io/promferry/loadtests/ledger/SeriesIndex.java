package io.promferry.loadtests.ledger;

import io.promferry.loadtests.driver.SeriesSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds series by their own labels, for all tenants. Learns what the series of a body are called in
 * a generation when that is asked for, and forgets everything when that has become too much.
 * Thread-safe.
 */
final class SeriesIndex {
  private final SeriesSet series;
  private final Layout layout;
  private final int most;
  private final LongTable numbers = new LongTable();
  private final Set<Learned> learned = new HashSet<>();

  /**
   * @param most how many names to know before all are forgotten
   */
  SeriesIndex(SeriesSet series, Layout layout, int most) {
    this.series = series;
    this.layout = layout;
    this.most = most;
  }

  /** The number of the series, or {@link LongTable#NONE} where it is none that has been learned. */
  synchronized int find(long own, int generation) {
    return numbers.get(TextHash.of(own, generation));
  }

  /** Returns whether this was news. */
  synchronized boolean learn(int body, int generation) {
    if (learned.contains(new Learned(body, generation))) {
      return false;
    }
    if (numbers.size() > most) {
      numbers.clear();
      learned.clear();
    }
    learned.add(new Learned(body, generation));
    for (int number = 0; number < layout.seriesCount(body); number++) {
      int one = layout.firstSeries(body) + number;
      long own = SeriesKey.of(MapLabels.of(series.labels(one, generation))).own();
      numbers.put(TextHash.of(own, generation), one);
    }
    return true;
  }

  synchronized long bytes() {
    return numbers.bytes();
  }

  private record Learned(int body, int generation) {}
}

package io.promferry.loadtests.ledger;

import io.promferry.loadtests.driver.BodyTemplate;
import io.promferry.loadtests.driver.SeriesSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each series shows at every scrape. Immutable. */
final class Expectations {
  private final SeriesSet series;
  private final Map<Integer, Totals> totals = new HashMap<>();
  private final int tenants;

  Expectations(SeriesSet series, List<BodyTemplate> bodies, int tenants) {
    this.series = series;
    this.tenants = tenants;
    bodies.forEach(body -> totals.putAll(SentTotals.read(series, body)));
  }

  boolean isHistogram(int number) {
    return series.isHistogram(number);
  }

  double value(int number, int tenant) {
    return series.isMarker(number) ? tenant : series.value(number);
  }

  Totals totals(int number) {
    return totals.getOrDefault(number, new Totals(0, 0));
  }

  /** Whether the value says that another tenant of the load has written this. */
  boolean isOfAnother(int number, double value, int tenant) {
    return series.isMarker(number)
        && value == Math.rint(value)
        && value >= 0
        && value < tenants
        && value != tenant;
  }
}

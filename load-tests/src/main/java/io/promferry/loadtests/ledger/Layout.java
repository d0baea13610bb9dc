package io.promferry.loadtests.ledger;

import io.promferry.loadtests.driver.BodyTemplate;
import java.util.List;

/** Which series are in which body. Immutable. */
final class Layout {
  private final int[] firstSeries;
  private final int[] bodyOf;

  Layout(List<BodyTemplate> bodies, int series) {
    firstSeries = new int[bodies.size() + 1];
    bodyOf = new int[series];
    for (var body : bodies) {
      firstSeries[body.number()] = body.firstSeries();
      for (int number = 0; number < body.seriesCount(); number++) {
        bodyOf[body.firstSeries() + number] = body.number();
      }
    }
    firstSeries[bodies.size()] = series;
  }

  int bodies() {
    return firstSeries.length - 1;
  }

  int series() {
    return bodyOf.length;
  }

  int bodyOf(int series) {
    return bodyOf[series];
  }

  int firstSeries(int body) {
    return firstSeries[body];
  }

  int seriesCount(int body) {
    return firstSeries[body + 1] - firstSeries[body];
  }

  long bytes() {
    return (long) Integer.BYTES * (firstSeries.length + bodyOf.length);
  }
}

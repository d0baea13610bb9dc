package io.promferry.loadtests.ledger;

import io.promferry.loadtests.driver.Load;
import io.promferry.loadtests.driver.LoadTenants;
import io.promferry.loadtests.driver.WriteProtocol;
import io.promferry.loadtests.peer.TenantEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A load of a few tenants, whose bodies have a few series each. */
public record SmallLoad(Load load, SmallSeries series, List<SmallBody> bodies) {
  public static final long FIRST = 1_700_000_000_000L;
  public static final TenantEntry NEIGHBOUR = TenantEntry.of("neighbour");
  static final int INTERVAL = 15_000;

  public static SmallLoad of(
      int tenants, int bodies, int seriesPerBody, WriteProtocol protocol) {
    int size = bodies * seriesPerBody;
    var series = new SmallSeries(size, seriesPerBody);
    return new SmallLoad(
        Load.of(tenants, size, Duration.ofMillis(INTERVAL), protocol),
        series,
        IntStream.range(0, bodies)
            .mapToObj(number ->
                new SmallBody(series, protocol, number, number * seriesPerBody, seriesPerBody))
            .toList());
  }

  /** With one other tenant. */
  public Ledger ledger() {
    return new Ledger(
        load, series, new ArrayList<>(bodies), FIRST, List.of(NEIGHBOUR));
  }

  static long timestamp(int scrape) {
    return FIRST + (long) scrape * INTERVAL;
  }

  Labels labels(int tenant, int series, int generation) {
    return MapLabels.of(
        series().labels(series, generation), LoadTenants.entry(tenant).labels());
  }

  /** All samples of a body, as they should be. */
  void find(Ledger ledger, int tenant, SmallBody body, int scrape, int generation) {
    for (int number = 0; number < body.seriesCount(); number++) {
      find(ledger, tenant, body.firstSeries() + number, scrape, generation);
    }
  }

  /** One sample, as it should be. */
  void find(Ledger ledger, int tenant, int series, int scrape, int generation) {
    var labels = labels(tenant, series, generation);
    if (series().isHistogram(series)) {
      ledger.found(labels, timestamp(scrape), series().totals(series));
    } else {
      double value = series().isMarker(series) ? tenant : series().value(series);
      ledger.found(labels, timestamp(scrape), value);
    }
  }
}

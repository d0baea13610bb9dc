package io.promferry.loadtests.ledger;

import io.promferry.loadtests.driver.Load;
import io.promferry.loadtests.driver.LoadTenants;
import io.promferry.loadtests.sample.Agreement;
import io.promferry.loadtests.sample.QueryClient;
import io.promferry.loadtests.sample.Samples;
import io.promferry.loadtests.sample.Window;
import java.time.Duration;

/**
 * Asks a real store for all that it has, and tells a ledger: tenant by tenant, and then what is
 * under none of them. A store shows a sample once, however often it came, and its exemplars are not
 * asked for.
 */
public final class StoreAudit {
  private static final int SAMPLES_AT_ONCE = 200_000;
  private static final String STRAYS = "{__name__=~\".+\",tenant!~\"load-[0-9]{5}\"}";

  private final QueryClient store;
  private final Agreement<Double> precision;
  private final Load load;
  private final Ledger ledger;

  /**
   * @param precision what the store keeps of a number
   */
  public StoreAudit(QueryClient store, Agreement<Double> precision, Load load, Ledger ledger) {
    this.store = store;
    this.precision = precision;
    this.load = load;
    this.ledger = ledger;
  }

  /** Tells of what is within {@code window}. */
  public void read(Window window) {
    for (var from = window.start(); from.isBefore(window.end()); from = from.plus(slice())) {
      var end = from.plus(slice());
      readSlice(new Window(from, end.isBefore(window.end()) ? end : window.end()));
    }
  }

  private Duration slice() {
    return load.interval().multipliedBy(Math.max(1, SAMPLES_AT_ONCE / load.series()));
  }

  private void readSlice(Window window) {
    for (int tenant = 0; tenant < load.tenants(); tenant++) {
      read("{tenant=\"" + LoadTenants.entry(tenant).name() + "\"}", window);
    }
    read(STRAYS, window);
  }

  private void read(String selector, Window window) {
    tell(
        store.samples(selector, window),
        (labels, timestamp, value) -> ledger.found(labels, timestamp, value, precision));
    if (load.histograms() > 0) {
      tell(
          store.histograms(selector, window),
          (labels, timestamp, histogram) ->
              ledger.found(labels, timestamp, new Totals(histogram.count(), histogram.sum())));
    }
  }

  private static <V> void tell(Samples<V> samples, Finder<V> finder) {
    samples
        .bySeries()
        .forEach((series, values) -> {
          var labels = MapLabels.of(series.labels());
          values.forEach((timestamp, value) -> finder.found(labels, timestamp, value));
        });
  }

  /** Is told of each sample. */
  private interface Finder<V> {
    void found(Labels labels, long timestamp, V value);
  }
}

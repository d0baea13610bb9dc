package io.promferry.loadtests.ledger;

import io.promferry.loadtests.driver.Bodies;
import io.promferry.loadtests.driver.BodyTemplate;
import io.promferry.loadtests.driver.Deliveries;
import io.promferry.loadtests.driver.Load;
import io.promferry.loadtests.driver.LoadTenants;
import io.promferry.loadtests.driver.SeriesSet;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.report.Books;
import io.promferry.loadtests.sample.Agreement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Accounts for every sample of a load: what was acknowledged must be found, once or as identical
 * duplicates, under the right tenant and vpc; nothing may be found that was not sent. Native
 * histograms count as samples. Takes one bit for each sample, and a little for each body.
 * Thread-safe.
 */
public final class Ledger implements Deliveries {
  /** Bodies in flight may be of this one and of those before. */
  private static final int GENERATIONS_AT_ONCE = 4;

  private static final int NAMES_BESIDE = 1 << 20;

  private final SeriesSet series;
  private final ScrapeClock clock;
  private final Layout layout;
  private final SeriesIndex index;
  private final List<TenantBooks> tenants;
  private final Places places;
  private final Expectations expectations;
  private final Faults faults = new Faults();
  private final LongAdder duplicates = new LongAdder();
  private final LongAdder exemplars = new LongAdder();

  Ledger(
      Load load,
      SeriesSet series,
      List<BodyTemplate> bodies,
      long firstTimestamp,
      Collection<TenantEntry> others) {
    this.series = series;
    clock = new ScrapeClock(firstTimestamp, load.interval().toMillis());
    layout = new Layout(bodies, series.size());
    index = new SeriesIndex(series, layout, NAMES_BESIDE + GENERATIONS_AT_ONCE * series.size());
    tenants = IntStream.range(0, load.tenants()).mapToObj(_ -> new TenantBooks(layout)).toList();
    var homes = new Homes(load.tenants(), others);
    places = new Places(layout, clock, homes, index, tenants, faults);
    expectations = new Expectations(series, bodies, load.tenants());
  }

  /**
   * @param firstTimestamp of the first scrape, in milliseconds since 1970
   */
  public static Ledger of(Load load, Bodies bodies, long firstTimestamp) {
    return of(load, bodies, firstTimestamp, List.of());
  }

  /**
   * @param firstTimestamp of the first scrape, in milliseconds since 1970
   * @param others who may be found too, with series of their own, and of whom no books are kept
   */
  public static Ledger of(
      Load load, Bodies bodies, long firstTimestamp, Collection<TenantEntry> others) {
    return new Ledger(load, bodies.series(), bodies.templates(), firstTimestamp, others);
  }

  @Override
  public void sending(int tenant, BodyTemplate body, long timestamp, int generation) {
    tenants.get(tenant).sending(body.number(), scrape(timestamp), generation);
  }

  @Override
  public void acknowledged(int tenant, BodyTemplate body, long timestamp, int generation) {
    tenants.get(tenant).acknowledged(body.number(), scrape(timestamp));
  }

  /** Part of what is refused may have been taken all the same, so nothing follows from it. */
  @Override
  public void dropped(
      int tenant, BodyTemplate body, long timestamp, int generation, int status) {}

  /** A sample that must be what was sent, bit for bit. */
  public void found(Labels labels, long timestamp, double value) {
    found(labels, timestamp, value, SameBits.OF_NUMBERS);
  }

  /**
   * A sample.
   *
   * @param agreement what a store keeps of a number
   */
  public void found(Labels labels, long timestamp, double value, Agreement<Double> agreement) {
    var place = places.of(labels, timestamp);
    if (place == null) {
      return;
    }
    double sent = expectations.value(place.series(), place.tenant());
    if (expectations.isHistogram(place.series())) {
      faults.unknown(labels, timestamp, "is a number where a histogram was sent");
    } else if (agreement.same(sent, value)) {
      find(place);
    } else if (expectations.isOfAnother(place.series(), value, place.tenant())) {
      var writer = LoadTenants.entry((int) value).name();
      faults.misplaced(labels, timestamp, "was written by " + writer);
    } else {
      faults.unknown(labels, timestamp, "shows " + value + " where " + sent + " was sent");
    }
  }

  /** A native histogram. */
  public void found(Labels labels, long timestamp, Totals totals) {
    var place = places.of(labels, timestamp);
    if (place == null) {
      return;
    }
    var sent = expectations.totals(place.series());
    if (!expectations.isHistogram(place.series())) {
      faults.unknown(labels, timestamp, "is a histogram where a number was sent");
    } else if (sent.same(totals)) {
      find(place);
    } else {
      faults.unknown(labels, timestamp, "shows " + totals + " where " + sent + " was sent");
    }
  }

  /** An exemplar of a series: it is only counted, but must not name a tenant or vpc of its own. */
  public void foundExemplar(Labels labels, Labels exemplar, long timestamp) {
    exemplars.increment();
    if (SeriesKey.namesIdentity(exemplar)) {
      faults.misplaced(labels, timestamp, "has an exemplar with forged labels " + exemplar.text());
    } else if (!places.isHome(labels)) {
      faults.misplaced(labels, timestamp, "has an exemplar, and is of no tenant of this run");
    }
  }

  /**
   * A body that is no remote write.
   *
   * @param wrong in plain words
   */
  public void unreadable(String wrong) {
    faults.unreadable("A body cannot be read: " + wrong);
  }

  /** How many exemplars have been found, each as often as it came. */
  public long exemplars() {
    return exemplars.sum();
  }

  /** As they are now: what is on its way between sink and sender is not lost yet. */
  public Books books() {
    var tally = new Tally();
    tenants.forEach(tenant -> tenant.count(tally));
    return new Books(
        tally.sent(),
        tally.acknowledged(),
        tally.found(),
        duplicates.sum(),
        tally.lost(),
        faults.unknown(),
        faults.misplaced(),
        examples(tally.lost()));
  }

  /** What it keeps, which does not grow with what is found. */
  long bytes() {
    return layout.bytes()
        + index.bytes()
        + tenants.stream().mapToLong(TenantBooks::bytes).sum();
  }

  private void find(Place place) {
    if (!tenants.get(place.tenant()).found(place.series(), place.scrape())) {
      duplicates.increment();
    }
  }

  private int scrape(long timestamp) {
    int scrape = clock.scrape(timestamp);
    if (scrape == ScrapeClock.NEVER) {
      throw new IllegalArgumentException("no scrape has the timestamp " + timestamp);
    }
    return scrape;
  }

  private List<String> examples(long lost) {
    var examples = new ArrayList<>(faults.examples());
    if (lost > 0) {
      for (int tenant = 0; tenant < tenants.size(); tenant++) {
        addLost(tenant, examples);
      }
    }
    return examples;
  }

  private void addLost(int tenant, List<String> examples) {
    var forced = LoadTenants.entry(tenant).labels();
    tenants.get(tenant).lost((number, generation, scrape) -> {
      if (examples.size() < Faults.MOST_EXAMPLES) {
        var labels = MapLabels.of(series.labels(number, generation), forced);
        examples.add(
            Faults.words(labels, clock.timestamp(scrape), "was acknowledged and is not there"));
      }
    });
  }
}

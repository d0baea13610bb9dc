package io.promferry.loadtests.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds where in the books a sample belongs, and tells of those that belong nowhere. */
final class Places {
  private final Layout layout;
  private final ScrapeClock clock;
  private final Homes homes;
  private final SeriesIndex index;
  private final List<TenantBooks> tenants;
  private final Faults faults;

  Places(
      Layout layout,
      ScrapeClock clock,
      Homes homes,
      SeriesIndex index,
      List<TenantBooks> tenants,
      Faults faults) {
    this.layout = layout;
    this.clock = clock;
    this.homes = homes;
    this.index = index;
    this.tenants = tenants;
    this.faults = faults;
  }

  /** Or null, when all has been said about it. */
  @Nullable Place of(Labels labels, long timestamp) {
    var key = SeriesKey.of(labels);
    int home = homes.home(key);
    if (home == LongTable.NONE) {
      faults.misplaced(labels, timestamp, "has not exactly one tenant and one vpc of this run");
      return null;
    }
    return homes.isOther(home)
        ? ofOther(key, labels, timestamp)
        : ofTenant(home, key, labels, timestamp);
  }

  /** Whether the labels are those of someone who writes in this run. */
  boolean isHome(Labels labels) {
    return homes.home(SeriesKey.of(labels)) != LongTable.NONE;
  }

  private @Nullable Place ofOther(SeriesKey key, Labels labels, long timestamp) {
    if (isOfLoad(key)) {
      faults.misplaced(labels, timestamp, "is the load's, and under a tenant who is none of it");
    }
    return null;
  }

  /** As far as series have their first labels, which enough of them have. */
  private boolean isOfLoad(SeriesKey key) {
    for (int body = 0; body < layout.bodies(); body++) {
      index.learn(body, 0);
    }
    return index.find(key.own(), 0) != LongTable.NONE;
  }

  private @Nullable Place ofTenant(int tenant, SeriesKey key, Labels labels, long timestamp) {
    int scrape = clock.scrape(timestamp);
    int series = scrape == ScrapeClock.NEVER ? LongTable.NONE : sent(tenant, scrape, key.own());
    if (series == LongTable.NONE) {
      faults.unknown(labels, timestamp, "was never sent");
      return null;
    }
    return new Place(tenant, series, scrape);
  }

  private int sent(int tenant, int scrape, long own) {
    int series = known(tenant, scrape, own);
    return series == LongTable.NONE && learn(tenant, scrape) ? known(tenant, scrape, own) : series;
  }

  private int known(int tenant, int scrape, long own) {
    int tried = EightScrapes.NEVER_SENT;
    for (int body = 0; body < layout.bodies(); body++) {
      int generation = tenants.get(tenant).generation(body, scrape);
      if (generation != tried) {
        int series = generation < 0 ? LongTable.NONE : index.find(own, generation);
        if (series != LongTable.NONE && wasSent(tenant, scrape, series, generation)) {
          return series;
        }
        tried = generation;
      }
    }
    return LongTable.NONE;
  }

  private boolean wasSent(int tenant, int scrape, int series, int generation) {
    return tenants.get(tenant).generation(layout.bodyOf(series), scrape) == generation;
  }

  private boolean learn(int tenant, int scrape) {
    boolean isNews = false;
    for (int body = 0; body < layout.bodies(); body++) {
      int generation = tenants.get(tenant).generation(body, scrape);
      isNews |= generation >= 0 && index.learn(body, generation);
    }
    return isNews;
  }
}

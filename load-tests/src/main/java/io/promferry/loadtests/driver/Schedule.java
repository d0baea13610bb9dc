package io.promferry.loadtests.driver;

import static java.util.Comparator.comparingDouble;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All writes of a run, numbered from 0 in the order in which they become due. The writes of a
 * scrape are spread evenly over the interval, and so are those of each tenant and of each shard.
 */
final class Schedule {
  private final Load load;
  private final long firstTimestamp;
  private final long runNanos;
  private final PacedTime time;
  private final Churn churn;
  private final List<BodyTemplate> bodies;
  private final List<int[]> placesByShard;
  private final long perScrape;

  Schedule(DriverPlan plan, List<BodyTemplate> templates) {
    load = plan.load();
    firstTimestamp = plan.firstTimestamp();
    runNanos = plan.time().toNanos();
    time = new PacedTime(plan.pace());
    churn = new Churn(load);
    bodies = inTurn(templates);
    placesByShard = IntStream.range(0, load.shards()).mapToObj(this::places).toList();
    perScrape = (long) bodies.size() * load.tenants();
  }

  /** The shards' bodies side by side, each shard's spread over the whole. */
  private static List<BodyTemplate> inTurn(List<BodyTemplate> templates) {
    record Placed(BodyTemplate body, double place) {}
    var placed = new ArrayList<Placed>();
    for (var body : templates) {
      var ofShard = templates.stream().filter(one -> one.shard() == body.shard()).toList();
      placed.add(new Placed(body, (ofShard.indexOf(body) + 0.5) / ofShard.size()));
    }
    placed.sort(comparingDouble(Placed::place));
    return placed.stream().map(Placed::body).toList();
  }

  private int[] places(int shard) {
    return IntStream.range(0, bodies.size())
        .filter(place -> bodies.get(place).shard() == shard)
        .toArray();
  }

  int tenants() {
    return load.tenants();
  }

  int shards() {
    return placesByShard.size();
  }

  long runNanos() {
    return runNanos;
  }

  /** Whether the write becomes due before the plan's time is over. */
  boolean has(long write) {
    return perScrape > 0 && dueNanos(write) < runNanos;
  }

  long dueNanos(long write) {
    long interval = load.interval().toNanos();
    return time.runNanos(write / perScrape * interval + write % perScrape * interval / perScrape);
  }

  int tenant(long write) {
    return (int) (write % load.tenants());
  }

  BodyTemplate body(long write) {
    return bodies.get((int) (write % perScrape / load.tenants()));
  }

  /**
   * A shard's own writes, in order.
   *
   * @param index from 0
   */
  Write ofShard(int tenant, int shard, long index) {
    var places = placesByShard.get(shard);
    long scrape = index / places.length;
    long write =
        scrape * perScrape + (long) places[(int) (index % places.length)] * load.tenants() + tenant;
    return new Write(
        tenant,
        body(write),
        firstTimestamp + scrape * load.interval().toMillis(),
        churn.generation(write % perScrape, scrape),
        dueNanos(write));
  }
}

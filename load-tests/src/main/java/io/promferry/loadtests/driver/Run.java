package io.promferry.loadtests.driver;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Hands each write to its shard at the time at which it is due, whatever has become of the writes
 * before. Confined to its event loop, but for the futures and the tally.
 */
final class Run {
  /** After so many the event loop looks after its connections before it goes on. */
  private static final int WRITES_AT_ONCE = 16;

  private final DriverPlan plan;
  private final Schedule schedule;
  private final Deliveries deliveries;
  private final Timers timers;
  private final Tally tally = new Tally();
  private final List<Shard> shards;
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private long next;
  private long settled;

  /**
   * A run whose time begins with that of the timers.
   *
   * @param lanes a new one, for a tenant
   */
  Run(
      DriverPlan plan,
      List<BodyTemplate> templates,
      Deliveries deliveries,
      Timers timers,
      IntFunction<Lane> lanes) {
    this.plan = plan;
    this.deliveries = deliveries;
    this.timers = timers;
    schedule = new Schedule(plan, templates);
    shards =
        IntStream.range(0, schedule.tenants() * schedule.shards())
            .mapToObj(index -> shard(index, lanes))
            .toList();
  }

  private Shard shard(int index, IntFunction<Lane> lanes) {
    int tenant = index / schedule.shards();
    return new Shard(tenant, index % schedule.shards(), this, lanes.apply(tenant));
  }

  /** Sends what is due, and comes back when more is. */
  void proceed() {
    int left = WRITES_AT_ONCE;
    while (left > 0 && isNextDue()) {
      add(next++);
      left--;
    }
    if (schedule.has(next)) {
      timers.at(schedule.dueNanos(next), this::proceed);
    } else {
      timers.at(schedule.runNanos(), this::stop);
    }
  }

  private boolean isNextDue() {
    return !over.isDone() && schedule.has(next) && schedule.dueNanos(next) <= timers.nanos();
  }

  private void add(long write) {
    var body = schedule.body(write);
    tally.due(body);
    shards.get(schedule.tenant(write) * schedule.shards() + body.shard()).add();
  }

  /** Nothing becomes due any more. */
  void stop() {
    over.complete(null);
    look();
  }

  /** Nothing is sent or told any more. */
  void halt() {
    over.complete(null);
    shards.forEach(Shard::halt);
  }

  /** Something went wrong that is not the server's doing. */
  void fail(Throwable cause) {
    over.completeExceptionally(cause);
    done.completeExceptionally(cause);
  }

  /** A write is acknowledged or dropped. */
  void settled() {
    settled++;
    look();
  }

  private void look() {
    if (over.isDone() && settled == next) {
      done.complete(null);
    }
  }

  /** When nothing becomes due any more. */
  CompletableFuture<Void> over() {
    return over;
  }

  /** When everything that was due is acknowledged or dropped as well. */
  CompletableFuture<Void> done() {
    return done;
  }

  DriverPlan plan() {
    return plan;
  }

  Schedule schedule() {
    return schedule;
  }

  Deliveries deliveries() {
    return deliveries;
  }

  Timers timers() {
    return timers;
  }

  Tally tally() {
    return tally;
  }
}

package io.promferry.gateway;

import io.promferry.gateway.http.Serving;
import io.promferry.gateway.http.Serving.ServedTenant;
import io.promferry.gateway.pipeline.Scratch;
import io.promferry.gateway.pipeline.WritePipeline;
import io.promferry.gateway.status.GatewayIdentity;
import io.promferry.gateway.status.TenantAccounts;
import io.promferry.gateway.status.Verdicts;
import io.promferry.gateway.telemetry.OwnSeriesMeters;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.upstream.BodyWork;
import io.promferry.gateway.upstream.Delivery;
import io.promferry.gateway.upstream.Sender;
import io.promferry.gateway.wire.OwnSeries;
import io.promferry.gateway.wire.WriteVersion;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells tenants of themselves: writes what {@link TenantAccounts} has to say of each into the
 * central stores, past its limits and counts. All tenants once in an interval, one after the other
 * over the whole of it and a few at a time, so that thousands of them are no burst; a slow store
 * makes it take longer. What a store does not take is not kept: the next interval has newer values.
 * Follows a reload. Lives on one event loop, which it takes less than a tenth of a millisecond for
 * each tenant.
 */
final class TenantSeriesWriter implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(TenantSeriesWriter.class);
  private static final int MOST_IN_FLIGHT = 4;

  /** Tenants of whom there may be nothing to say: they hold up the event loop for some 2 ms. */
  private static final int MOST_AT_ONCE = 128;

  private static final long TICK_MILLIS = 100;

  private final Vertx vertx;
  private final Context context;
  private final LiveServing live;
  private final KeptState kept;
  private final Clocks clocks;
  private final TenantAccounts accounts;
  private final OwnSeriesMeters meters;
  private final Work work = new Work();
  private final Turns<TenantId> turns;
  private int inFlight;
  private long timer = -1;
  private volatile boolean closed;

  TenantSeriesWriter(
      Vertx vertx, LiveServing live, KeptState kept, Clocks clocks, GatewayIdentity identity) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.live = live;
    this.kept = kept;
    this.clocks = clocks;
    this.accounts = new TenantAccounts(identity);
    this.meters = kept.meters().ownSeries();
    this.turns = new Turns<>(clocks.nanos().getAsLong());
  }

  /** The first interval begins: each tenant's turn comes within it. */
  void start() {
    context.runOnContext(_ -> timer = vertx.setPeriodic(TICK_MILLIS, _ -> advance()));
  }

  /** Nothing more is written; what is on its way ends with its store's connections. */
  @Override
  public void close() {
    closed = true;
    context.runOnContext(_ -> vertx.cancelTimer(timer));
  }

  /** Writes for those whose turn has come, as far as there is room. */
  private void advance() {
    var config = live.tenantSeries();
    if (closed || config == null) {
      turns.clear();
      return;
    }
    var serving = live.now();
    long now = clocks.nanos().getAsLong();
    if (turns.areOver(now, config.every())) {
      accounts.retain(serving.tenants().keySet());
      turns.begin(serving.tenants().keySet(), now);
    }
    if (!turns.hasNext(now, config.every())) {
      return;
    }
    var verdicts = verdicts(serving);
    int left = MOST_AT_ONCE;
    while (left > 0 && inFlight < MOST_IN_FLIGHT && turns.hasNext(now, config.every())) {
      tell(turns.next(), serving, verdicts);
      left--;
    }
  }

  private Verdicts verdicts(Serving serving) {
    return new Verdicts(
        serving.upstreams().states(),
        kept.strangers().latest(),
        kept.journals().started(),
        clocks.instants().instant());
  }

  private void tell(TenantId id, Serving serving, Verdicts verdicts) {
    var served = serving.tenants().get(id);
    if (served == null) {
      return;
    }
    account(id, served, verdicts)
        .ifPresent(series -> {
          inFlight++;
          Future.<Void>succeededFuture()
              .compose(_ -> deliver(series, id, serving))
              .onComplete(this::count, this::failed)
              .onComplete(_ -> context.runOnContext(_ -> ended()));
        });
  }

  private Optional<OwnSeries> account(TenantId id, ServedTenant served, Verdicts verdicts) {
    return accounts.of(
        id,
        served.plan().splice().forced(),
        served.journal().snapshot(),
        served.facts().get(),
        verdicts);
  }

  private Future<Delivery> deliver(OwnSeries series, TenantId id, Serving serving) {
    var upstreams = serving.upstreams();
    var forms = upstreams.formsFor(WriteVersion.RW1);
    var write = WritePipeline.own(series, forms, work.scratch);
    return upstreams.deliver(write, Sender.gatewayFor(id), serving.deadline(), work).future();
  }

  private void count(Delivery delivery) {
    switch (delivery) {
      case Delivery.Accepted _ -> meters.accepted();
      case Delivery.DataRefused refused -> {
        meters.refused();
        logger.atDebug().addKeyValue("text", refused.text()).log("own series refused");
      }
      case Delivery.Unavailable _, Delivery.Abandoned _ -> meters.failed();
    }
  }

  private void failed(Throwable cause) {
    meters.failed();
    logger.atDebug().setCause(cause).log("own series not written");
  }

  private void ended() {
    inFlight--;
    advance();
  }

  /** What is worked on here is small. */
  private static final class Work implements BodyWork {
    private final Scratch scratch = new Scratch();

    @Override
    public <T> Future<T> run(int bytes, Function<Scratch, T> work) {
      return Future.succeededFuture(work.apply(scratch));
    }
  }
}

package io.promferry.gateway.peers;

import io.promferry.gateway.limits.Limiters;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the other replicas again and again what they take of tenants' rates, and leaves the rest to
 * the tenants here. Where nothing can be learnt, the whole rate is left: a tenant within its limit
 * is never refused because the replicas do not know of each other. Thread-safe.
 */
public final class SharedRates implements AutoCloseable {
  private static final String PATH = "/api/v1/rates";

  /** So many reports may be missed before a replica no longer counts. */
  private static final int FRESH_ROUNDS = 3;

  private final Duration every;
  private final PeerClient peers;
  private final String process;
  private final Limiters<TenantId> limiters;
  private final GatewayMeters meters;
  private final Vertx vertx;
  private final OtherReplicas others;
  private volatile int known;
  private volatile boolean closed;

  /**
   * @param every how often the others are asked, and how long one may take to answer
   * @param process by which the others know this one
   * @param nanos a clock that never goes back, in nanoseconds
   */
  public SharedRates(
      Duration every,
      PeerClient peers,
      String process,
      Limiters<TenantId> limiters,
      LongSupplier nanos,
      GatewayMeters meters,
      Vertx vertx) {
    this.every = every;
    this.peers = peers;
    this.process = process;
    this.limiters = limiters;
    this.meters = meters;
    this.vertx = vertx;
    this.others = new OtherReplicas(process, every.multipliedBy(FRESH_ROUNDS), nanos);
    meters.peers().watch(() -> known);
  }

  /** Begins to ask; the next round begins {@code every} after the last one has ended. */
  public void start() {
    if (!closed) {
      round()
          .eventually(() -> vertx.timer(every.toMillis(), TimeUnit.MILLISECONDS))
          .onComplete(_ -> start());
    }
  }

  private Future<Void> round() {
    return peers
        .others()
        .compose(addresses -> Future.join(addresses.stream().map(this::ask).toList()))
        .otherwiseEmpty()
        .compose(_ -> vertx.executeBlocking(this::share, false))
        .mapEmpty();
  }

  /** Succeeds in any case. */
  private Future<Void> ask(InetAddress address) {
    return peers
        .get(address, PATH, every)
        .map(body -> RateReport.parse(body.toString(StandardCharsets.UTF_8)))
        .onSuccess(report -> heard(address, report))
        .onFailure(cause -> {
          peers.failed(address, cause);
          meters.peers().failed();
        })
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private void heard(InetAddress address, RateReport report) {
    if (report.process().equals(process)) {
      peers.isSelf(address);
      return;
    }
    synchronized (others) {
      others.heard(report);
    }
    peers.answered(address);
    meters.peers().answered();
  }

  private @Nullable Void share() {
    synchronized (others) {
      int count = others.count();
      limiters.share(others.samplesPerSecond(), count + 1);
      known = count;
    }
    return null;
  }

  @Override
  public void close() {
    closed = true;
  }
}

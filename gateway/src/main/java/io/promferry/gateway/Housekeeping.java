package io.promferry.gateway;

import io.promferry.gateway.config.GatewayConfig;
import io.promferry.gateway.events.LogEvent;
import io.promferry.gateway.events.UnexpectedFailures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the gateway does by itself from time to time: it looks whether tenants' entries have
 * changed, forgets series that are no longer sent, and asks the other replicas for their rates. All
 * of it away from the event loops.
 */
final class Housekeeping implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Housekeeping.class);

  private final Vertx vertx;
  private final GatewayConfig config;
  private final LiveServing live;
  private final KeptState kept;
  private final @Nullable Peers peers;
  private final UnexpectedFailures failures =
      new UnexpectedFailures(LogEvent.TENANTS_CHECK_FAILED, logger);
  private volatile boolean closed;
  private volatile long sweepTimer = -1;

  /** {@code peers}, which it owns, is null where there are no other replicas to ask. */
  Housekeeping(
      Vertx vertx, GatewayConfig config, LiveServing live, KeptState kept, @Nullable Peers peers) {
    this.vertx = vertx;
    this.config = config;
    this.live = live;
    this.kept = kept;
    this.peers = peers;
  }

  void start() {
    if (peers != null) {
      peers.start();
    }
    lookAtTenantsLater();
    sweepTimer = vertx.setPeriodic(kept.limiters().sweepEvery().toMillis(), _ -> sweep());
  }

  /** Forgets series that are no longer sent. */
  Future<Void> sweep() {
    return vertx.executeBlocking(Executors.callable(kept.limiters()::sweep)).mapEmpty();
  }

  @Override
  public void close() {
    closed = true;
    if (peers != null) {
      peers.close();
    }
    vertx.cancelTimer(sweepTimer);
  }

  private void lookAtTenantsLater() {
    if (closed) {
      return;
    }
    vertx
        .timer(config.tenants().refresh().toMillis(), TimeUnit.MILLISECONDS)
        .compose(_ ->
            closed
                ? Future.succeededFuture()
                : vertx.executeBlocking(Executors.callable(live::lookAtTenants), true))
        .onFailure(this::lookFailed)
        .onComplete(_ -> lookAtTenantsLater());
  }

  /** The end takes the timer away, which is no failure. */
  private void lookFailed(Throwable cause) {
    if (!closed) {
      failures.happened(cause, "tenants cannot be looked at");
    }
  }
}

package io.promferry.gateway.upstream;

import io.promferry.gateway.config.UpstreamConfig;
import io.promferry.gateway.telemetry.UpstreamMeters;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.upstream.Transport.Attributes;
import io.promferry.gateway.wire.WriteVersion;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One central store, over a bounded pool of kept-alive connections. Holds nothing: a write that
 * cannot be handed over now is answered so at once or within its deadline. Thread-safe.
 */
public final class Upstream {
  private static final Logger logger = LoggerFactory.getLogger(Upstream.class);

  private final UpstreamConfig config;
  private final Vertx vertx;
  private final UpstreamMeters meters;
  private final Transport transport;
  private final AtomicReference<String> state = new AtomicReference<>("");

  public Upstream(UpstreamConfig config, String userAgent, Vertx vertx, UpstreamMeters meters) {
    this.config = config;
    this.vertx = vertx;
    this.meters = meters;
    this.transport = new Transport(config, userAgent, vertx);
  }

  public UpstreamConfig config() {
    return config;
  }

  /**
   * Sends a snappy block with a Remote Write 1.0 request of that tenant; the attempt ends within
   * {@code budget} or the upstream's own timeout, whichever is shorter. Its future never fails.
   */
  public Attempt deliver(TenantId tenant, byte[] body, Duration budget) {
    meters.started();
    var limit = budget.compareTo(config.timeout()) < 0 ? budget : config.timeout();
    var attempt = new Attempt(vertx, config.name(), limit);
    long start = System.nanoTime();
    attempt.future().onSuccess(delivery -> finished(delivery, System.nanoTime() - start));
    var attributes = new Attributes(tenant, WriteVersion.RW1, OptionalInt.empty());
    attempt.send(transport.connect(attributes), Buffer.buffer(body));
    return attempt;
  }

  /** Looks whether the files of credentials and TLS have changed. */
  public void recheckFiles() {
    transport.recheckFiles();
  }

  /** Lets what is in flight finish within the grace period, then closes the connections. */
  public Future<Void> close(Duration grace) {
    return transport.close(grace);
  }

  private void finished(Delivery delivery, long nanos) {
    var outcome =
        switch (delivery) {
          case Delivery.Accepted _ -> "accepted";
          case Delivery.DataRefused _ -> "data_refused";
          case Delivery.Unavailable unavailable -> unavailable.reason();
          case Delivery.Abandoned _ -> "abandoned";
        };
    meters.finished(outcome, nanos);
    if (!(delivery instanceof Delivery.Abandoned)) {
      logChange(delivery);
    }
  }

  private void logChange(Delivery delivery) {
    var now = delivery instanceof Delivery.Unavailable unavailable ? unavailable.text() : "";
    var before = state.getAndSet(now);
    if (before.isEmpty() && !now.isEmpty()) {
      logger
          .atWarn()
          .addKeyValue("upstream", config.name())
          .addKeyValue("reason", now)
          .log("upstream unavailable");
    } else if (!before.isEmpty() && now.isEmpty()) {
      logger.atInfo().addKeyValue("upstream", config.name()).log("upstream available again");
    }
  }
}

package io.promferry.gateway.upstream;

import io.promferry.gateway.config.UpstreamConfig;
import io.promferry.gateway.telemetry.UpstreamMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One central store, over a bounded pool of kept-alive connections. Holds nothing: a write that
 * cannot be handed over now is answered so at once or within its deadline. Thread-safe.
 */
public final class Upstream {
  private static final Logger logger = LoggerFactory.getLogger(Upstream.class);
  private static final int CONNECT_TIMEOUT_MILLIS = 3_000;
  private static final int KEEP_ALIVE_SECONDS = 30;

  private final UpstreamConfig config;
  private final Vertx vertx;
  private final UpstreamMeters meters;
  private final HttpClientAgent client;
  private final RequestOptions request;
  private final AtomicReference<String> state = new AtomicReference<>("");

  public Upstream(UpstreamConfig config, String userAgent, Vertx vertx, UpstreamMeters meters) {
    this.config = config;
    this.vertx = vertx;
    this.meters = meters;
    this.client =
        vertx
            .httpClientBuilder()
            .with(
                new HttpClientOptions()
                    .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                    .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                    .setTcpKeepAlive(true)
                    .setDecompressionSupported(false))
            .with(
                new PoolOptions()
                    .setHttp1MaxSize(config.connections())
                    .setMaxWaitQueueSize(config.connections()))
            .build();
    this.request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(config.url().getHost())
            .setPort(config.url().getPort() < 0 ? 80 : config.url().getPort())
            .setURI(path(config.url()))
            .putHeader("Content-Type", "application/x-protobuf")
            .putHeader("Content-Encoding", "snappy")
            .putHeader("X-Prometheus-Remote-Write-Version", "0.1.0")
            .putHeader("User-Agent", userAgent);
  }

  public UpstreamConfig config() {
    return config;
  }

  /**
   * Sends a snappy block with a Remote Write 1.0 request; the attempt ends within {@code budget} or
   * the upstream's own timeout, whichever is shorter. Its future never fails.
   */
  public Attempt deliver(byte[] body, Duration budget) {
    meters.started();
    var limit = budget.compareTo(config.timeout()) < 0 ? budget : config.timeout();
    var attempt = new Attempt(vertx, config.name(), limit);
    long start = System.nanoTime();
    attempt.future().onSuccess(delivery -> finished(delivery, System.nanoTime() - start));
    attempt.send(client.request(request), Buffer.buffer(body));
    return attempt;
  }

  /** Lets what is in flight finish within the grace period, then closes the connections. */
  public Future<Void> close(Duration grace) {
    return client.shutdown(grace.toMillis(), TimeUnit.MILLISECONDS);
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

  private static String path(URI url) {
    var path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }
}

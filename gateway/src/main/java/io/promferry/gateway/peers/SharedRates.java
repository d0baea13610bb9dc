package io.promferry.gateway.peers;

import io.promferry.gateway.config.PeersConfig;
import io.promferry.gateway.events.LogEvent;
import io.promferry.gateway.limits.Limiters;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the other replicas again and again what they take of tenants' rates, and leaves the rest to
 * the tenants here. Where nothing can be learnt, the whole rate is left: a tenant within its limit
 * is never refused because the replicas do not know of each other. Thread-safe.
 */
public final class SharedRates implements AutoCloseable {
  /** Looks a name up; may block, so it runs on a worker thread. */
  public interface Resolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  private static final Logger logger = LoggerFactory.getLogger(SharedRates.class);
  private static final String PATH = "/api/v1/rates";

  /** So many reports may be missed before a replica no longer counts. */
  private static final int FRESH_ROUNDS = 3;

  private final PeersConfig config;
  private final Limiters<TenantId> limiters;
  private final GatewayMeters meters;
  private final Vertx vertx;
  private final Resolver resolver;
  private final HttpClient client;
  private final OtherReplicas others;
  private final AtomicBoolean resolved = new AtomicBoolean(true);
  private volatile int known;
  private volatile boolean closed;

  /**
   * @param process by which the others know this one
   * @param nanos a clock that never goes back, in nanoseconds
   */
  public SharedRates(
      PeersConfig config,
      String process,
      Limiters<TenantId> limiters,
      LongSupplier nanos,
      GatewayMeters meters,
      Vertx vertx,
      Resolver resolver) {
    this.config = config;
    this.limiters = limiters;
    this.meters = meters;
    this.vertx = vertx;
    this.resolver = resolver;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout((int) config.every().toMillis()));
    this.others = new OtherReplicas(process, config.every().multipliedBy(FRESH_ROUNDS), nanos);
    meters.peers().watch(() -> known);
  }

  /** Begins to ask; the next round begins {@code every} after the last one has ended. */
  public void start() {
    if (!closed) {
      round()
          .eventually(() -> vertx.timer(config.every().toMillis(), TimeUnit.MILLISECONDS))
          .onComplete(_ -> start());
    }
  }

  private Future<Void> round() {
    return vertx
        .executeBlocking(() -> resolver.resolve(config.host()), false)
        .map(Objects::requireNonNull)
        .onComplete(found -> logChange(found.succeeded()))
        .otherwise(List.of())
        .compose(addresses -> Future.join(addresses.stream().map(this::ask).toList()))
        .otherwiseEmpty()
        .compose(_ -> vertx.executeBlocking(this::share, false))
        .mapEmpty();
  }

  /** Succeeds in any case. */
  private Future<Void> ask(InetAddress address) {
    var request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setServer(SocketAddress.inetSocketAddress(config.port(), address.getHostAddress()))
            .setHost(config.host())
            .setPort(config.port())
            .setURI(PATH)
            // Also of the connection: one that hangs must not keep its place.
            .setTimeout(config.every().toMillis());
    return client
        .request(request)
        .compose(HttpClientRequest::send)
        .compose(SharedRates::body)
        .timeout(config.every().toMillis(), TimeUnit.MILLISECONDS)
        .map(body -> RateReport.parse(body.toString(StandardCharsets.UTF_8)))
        .onSuccess(this::heard)
        .onFailure(_ -> meters.peers().failed())
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private static Future<Buffer> body(HttpClientResponse response) {
    return response.statusCode() == 200
        ? response.body()
        : Future.failedFuture("answered " + response.statusCode());
  }

  private void heard(RateReport report) {
    synchronized (others) {
      others.heard(report);
    }
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

  private void logChange(boolean now) {
    if (resolved.getAndSet(now) != now && !closed) {
      (now ? LogEvent.REPLICAS_RESOLVED : LogEvent.REPLICAS_UNRESOLVED)
          .on(logger)
          .addKeyValue("host", config.host())
          .log(now ? "replicas are known again" : "replicas cannot be looked up, rates are whole");
    }
  }

  @Override
  public void close() {
    closed = true;
    client.close();
  }
}

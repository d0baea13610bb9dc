package io.promferry.gateway.upstream;

import io.promferry.gateway.config.HostPort;
import io.promferry.gateway.config.UpstreamConfig;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.ClientSSLOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one store: HTTP/1.1, bounded per address, kept alive but not for ever, and
 * given up soon when the other side falls silent.
 */
final class PooledClient {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);
  private static final int USER_TIMEOUT_MILLIS = 10_000;
  private static final int KEEP_ALIVE_SECONDS = 30;
  private static final int LIFETIME_MINUTES = 5;

  private PooledClient() {}

  /** {@code connected} is given each new connection. */
  static HttpClientAgent open(
      UpstreamConfig config,
      @Nullable ClientSSLOptions tls,
      Handler<HttpConnection> connected,
      Vertx vertx) {
    var builder =
        vertx
            .httpClientBuilder()
            .with(client(config))
            .with(pool(config))
            .withConnectHandler(connected);
    return (tls == null ? builder : builder.with(tls)).build();
  }

  /** The name that the store's certificate must have, and that it is asked for by. */
  static String certifiedName(UpstreamConfig config) {
    var serverName = config.tls().serverName();
    return serverName == null ? config.url().host() : serverName;
  }

  /** At most half an attempt, so that a dead address leaves time for another one. */
  static Duration connectTimeout(UpstreamConfig config) {
    var half = config.timeout().plusMillis(1).dividedBy(2);
    return half.compareTo(LONGEST_CONNECT) < 0 ? half : LONGEST_CONNECT;
  }

  private static HttpClientOptions client(UpstreamConfig config) {
    return new HttpClientOptions()
        .setConnectTimeout((int) connectTimeout(config).toMillis())
        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
        .setTcpKeepAlive(true)
        .setTcpUserTimeout(USER_TIMEOUT_MILLIS)
        // Else a name without a dot, as a Service has, would not be asked for.
        .setForceSni(!HostPort.isAddress(certifiedName(config)))
        .setDecompressionSupported(false);
  }

  private static PoolOptions pool(UpstreamConfig config) {
    return new PoolOptions()
        .setHttp1MaxSize(config.connections())
        .setMaxWaitQueueSize(config.connections())
        .setMaxLifetime(LIFETIME_MINUTES)
        .setMaxLifetimeUnit(TimeUnit.MINUTES);
  }
}

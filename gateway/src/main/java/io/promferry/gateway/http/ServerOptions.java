package io.promferry.gateway.http;

import io.promferry.gateway.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How the listeners' sockets and protocols are set up: HTTP/1.1, and with TLS also HTTP/2, which
 * clients choose by ALPN. What a client can make the gateway hold is bounded here: by the sizes of
 * heads, by streams per connection, and by the flow-control window, which is HTTP/2's own 64 KiB
 * for all streams of a connection together. A client that resets more than 200 streams in 30
 * seconds (Vert.x' default; CVE-2023-44487), or makes the server do so, loses its connection.
 */
final class ServerOptions {
  static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

  /** How long an answer may go unacknowledged: an egress gateway that failed over says nothing. */
  private static final int USER_TIMEOUT_MILLIS = 10_000;

  private static final int BACKLOG = 1024;
  private static final int MOST_STREAMS = 128;
  private static final int MOST_HEADER_BYTES = 16 << 10;

  private ServerOptions() {}

  /** The tenants' server. */
  static HttpServer tenants(Vertx vertx, ServerConfig config, @Nullable ServerTls tls) {
    var options =
        common(tls)
            .setHandle100ContinueAutomatically(true)
            .setAcceptBacklog(BACKLOG)
            .setUseProxyProtocol(config.proxyProtocol())
            .setIdleTimeout((int) config.idleTimeout().toMillis())
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    return build(vertx, options, tls);
  }

  /** The operators' server. */
  static HttpServer operators(Vertx vertx, @Nullable ServerTls tls) {
    return build(vertx, common(tls), tls);
  }

  private static HttpServerOptions common(@Nullable ServerTls tls) {
    return new HttpServerOptions()
        .setSsl(tls != null)
        .setUseAlpn(tls != null)
        .setTcpKeepAlive(true)
        .setTcpUserTimeout(USER_TIMEOUT_MILLIS)
        // No sender speaks it, and a connection would be known only after its first request.
        .setHttp2ClearTextEnabled(false)
        .setMaxHeaderSize(MOST_HEADER_BYTES)
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(MOST_STREAMS)
                .setMaxHeaderListSize(MOST_HEADER_BYTES));
  }

  private static HttpServer build(Vertx vertx, HttpServerOptions options, @Nullable ServerTls tls) {
    var builder = vertx.httpServerBuilder().with(new HttpServerConfig(options));
    if (tls != null) {
      // On worker threads, so that many handshakes do not keep an event loop from its writes.
      builder.with(tls.options()).with(new JdkSSLEngineOptions().setUseWorkerThread(true));
    }
    return builder.build();
  }
}

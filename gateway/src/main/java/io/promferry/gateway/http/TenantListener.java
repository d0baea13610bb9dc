package io.promferry.gateway.http;

import io.promferry.gateway.config.ServerConfig;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.wire.WriteVersion;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tenants' listener on one event loop: routes, answers, and how long a connection lives. */
public final class TenantListener extends VerticleBase {
  private static final String WRITE_PATH = "/api/v1/write";

  /** How long an answer may go unacknowledged: an egress gateway that failed over says nothing. */
  private static final int USER_TIMEOUT_MILLIS = 10_000;

  private final ServerConfig config;
  private final Supplier<Serving> current;
  private final PipelinePool pool;
  private final GatewayMeters meters;

  /** Timers of the connections that have not brought a request yet. */
  private final IdentityHashMap<HttpConnection, Long> silent = new IdentityHashMap<>();

  private @Nullable HttpServer server;
  private @Nullable WriteHandler writes;

  public TenantListener(
      ServerConfig config, Supplier<Serving> current, PipelinePool pool, GatewayMeters meters) {
    this.config = config;
    this.current = current;
    this.pool = pool;
    this.meters = meters;
  }

  @Override
  public Future<?> start() {
    writes = new WriteHandler(vertx, current, pool, meters, config.bodyTimeout());
    var options =
        new HttpServerOptions()
            .setHandle100ContinueAutomatically(true)
            .setTcpKeepAlive(true)
            .setTcpUserTimeout(USER_TIMEOUT_MILLIS)
            // No sender speaks it, and a connection would be known only after its first request.
            .setHttp2ClearTextEnabled(false)
            .setIdleTimeout((int) config.idleTimeout().toMillis())
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    server =
        vertx
            .createHttpServer(options)
            .connectionHandler(this::limitTime)
            .requestHandler(this::route)
            .invalidRequestHandler(HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER);
    return server.listen(config.listen().port(), config.listen().host());
  }

  /** Stops to accept connections and lets requests in flight finish within the time given. */
  Future<Void> shutdown(Duration grace) {
    return server == null
        ? Future.succeededFuture()
        : server.shutdown(grace.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public Future<?> stop() {
    return shutdown(config.gracePeriod());
  }

  /** A connection must bring a request soon, and must not live for ever. */
  private void limitTime(HttpConnection connection) {
    long silentTimer = vertx.setTimer(config.bodyTimeout().toMillis(), _ -> connection.close());
    silent.put(connection, silentTimer);
    long most = config.maxConnectionAge().toMillis();
    long age = Math.max(1, most - ThreadLocalRandom.current().nextLong(most / 10 + 1));
    long ageTimer =
        vertx.setTimer(
            age, _ -> connection.shutdown(config.gracePeriod().toMillis(), TimeUnit.MILLISECONDS));
    connection.closeHandler(_ -> {
      vertx.cancelTimer(ageTimer);
      heard(connection);
    });
  }

  private void heard(HttpConnection connection) {
    var timer = silent.remove(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }

  private void route(HttpServerRequest request) {
    heard(request.connection());
    var handler = writes;
    if (!WRITE_PATH.equals(request.path()) || handler == null) {
      refuse(request, 404, "there is nothing at this path", "wrong_path");
    } else if (!request.method().equals(HttpMethod.POST)) {
      request.response().putHeader("Allow", "POST");
      refuse(request, 405, "only POST is allowed here", "wrong_method");
    } else {
      handler.handle(request).onSuccess(reply -> answer(request, reply));
    }
  }

  private void refuse(HttpServerRequest request, int status, String text, String reason) {
    meters.refusedRequests(reason);
    send(request, status, text);
  }

  private void answer(HttpServerRequest request, Reply reply) {
    var answer = StatusMapper.answer(reply);
    if (answer.isEmpty()) {
      request.connection().close();
      return;
    }
    var headers = request.response().headers();
    answer
        .get()
        .retryAfterSeconds()
        .ifPresent(seconds -> headers.set("Retry-After", Integer.toString(seconds)));
    if (reply.outcome() instanceof WriteOutcome.Unauthenticated) {
      headers.set("WWW-Authenticate", "Bearer");
    }
    // Never on RW1: senders read them there too, and take zeros for a loss (prometheus#17659).
    if (reply.version() == WriteVersion.RW2) {
      WrittenHeaders.put(headers, reply.outcome().written());
    }
    send(request, answer.get().status(), answer.get().text());
  }

  private void send(HttpServerRequest request, int status, String text) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    response.setStatusCode(status);
    if (!request.isEnded()) {
      UnreadBody.discard(vertx, request);
    }
    if (text.isEmpty()) {
      response.end();
    } else {
      response.putHeader("Content-Type", "text/plain; charset=utf-8").end(text + "\n");
    }
  }
}

package io.promferry.gateway.http;

import io.promferry.gateway.config.ServerConfig;
import io.promferry.gateway.discovery.TargetAnswer;
import io.promferry.gateway.discovery.TenantScope;
import io.promferry.gateway.status.Strangers;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.wire.WriteVersion;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tenants' listener on one event loop: routes and answers. */
public final class TenantListener extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(TenantListener.class);

  /** The error code of HTTP/2 for a stream that nobody needs any more. */
  private static final long CANCEL = 8;

  /**
   * How long each answer to an unknown credential takes. Whoever guesses, or keeps sending with an
   * old one, gets no further with a connection than this; and a sender that drops what is refused
   * drops it slowly.
   */
  private static final long UNAUTHENTICATED_MILLIS = 500;

  private static final String WRITE_PATH = "/api/v1/write";
  private static final String TARGETS_PATH = "/sd/v1/targets";

  private final ServerConfig config;
  private final Supplier<Serving> current;
  private final PipelinePool pool;
  private final GatewayMeters meters;
  private final Strangers strangers;
  private final @Nullable Function<TenantScope, TargetAnswer> targetLists;
  private final @Nullable ServerTls tls;

  private @Nullable HttpServer server;
  private @Nullable WriteHandler writes;
  private @Nullable TargetsEndpoint targets;
  private @Nullable ConnectionLife life;

  /**
   * {@code targetLists} is null where discovery is off, {@code tls} for plain HTTP. Lists are asked
   * for away from the event loop.
   */
  public TenantListener(
      ServerConfig config,
      Supplier<Serving> current,
      PipelinePool pool,
      GatewayMeters meters,
      Strangers strangers,
      @Nullable Function<TenantScope, TargetAnswer> targetLists,
      @Nullable ServerTls tls) {
    this.config = config;
    this.current = current;
    this.pool = pool;
    this.meters = meters;
    this.strangers = strangers;
    this.targetLists = targetLists;
    this.tls = tls;
  }

  @Override
  public Future<?> start() {
    var authentication = new Authentication(meters, strangers, InstantSource.system());
    writes = new WriteHandler(vertx, current, pool, meters, authentication, config.bodyTimeout());
    targets = targetsEndpoint(authentication);
    life = new ConnectionLife(vertx, config);
    var listening =
        ServerOptions.tenants(vertx, config, tls)
            .connectionHandler(life::opened)
            .exceptionHandler(this::failed)
            .requestHandler(this::route)
            .invalidRequestHandler(HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER);
    server = listening;
    return listening
        .listen(config.listen().port(), config.listen().host())
        .onSuccess(_ -> {
          if (tls != null) {
            tls.follow(listening);
          }
        });
  }

  private @Nullable TargetsEndpoint targetsEndpoint(Authentication authentication) {
    return targetLists == null
        ? null
        : new TargetsEndpoint(vertx, current, targetLists, authentication, meters);
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

  /** A connection failed, most often before it was one; these come from anybody, so no warning. */
  private void failed(Throwable cause) {
    logger.atDebug().setCause(cause).log("connection failed");
  }

  private void route(HttpServerRequest request) {
    var handler = writes;
    if (life != null) {
      life.heard(request);
    }
    if (TARGETS_PATH.equals(request.path())) {
      discover(request);
    } else if (!WRITE_PATH.equals(request.path()) || handler == null) {
      refuse(request, 404, "there is nothing at this path", "wrong_path");
    } else if (!request.method().equals(HttpMethod.POST)) {
      request.response().putHeader("Allow", "POST");
      refuse(request, 405, "only POST is allowed here", "wrong_method");
    } else {
      handler.handle(request).onSuccess(reply -> answerInTime(request, reply));
    }
  }

  private void discover(HttpServerRequest request) {
    var endpoint = targets;
    if (endpoint == null) {
      refuse(
          request,
          404,
          "there is no discovery here: discovery in gateway.yml switches it on",
          "wrong_path");
    } else if (!request.method().equals(HttpMethod.GET)
        && !request.method().equals(HttpMethod.HEAD)) {
      request.response().putHeader("Allow", "GET, HEAD");
      refuse(request, 405, "only GET and HEAD are allowed here", "wrong_method");
    } else {
      endpoint
          .handle(request)
          .onSuccess(ending -> {
            if (ending instanceof TargetsEndpoint.Ending.Refused refused) {
              answerInTime(request, new Reply(refused.outcome(), null, SenderProfile.of(null)));
            }
          });
    }
  }

  private void refuse(HttpServerRequest request, int status, String text, String reason) {
    meters.refusedRequests(reason);
    send(request, status, text);
  }

  private void answerInTime(HttpServerRequest request, Reply reply) {
    if (reply.outcome() instanceof WriteOutcome.Unauthenticated) {
      // Nothing of the body is read meanwhile, nor any request behind it.
      request.pause();
      vertx.setTimer(UNAUTHENTICATED_MILLIS, _ -> answer(request, reply));
    } else {
      answer(request, reply);
    }
  }

  private void answer(HttpServerRequest request, Reply reply) {
    var answer = StatusMapper.answer(reply);
    if (answer.isEmpty()) {
      // In HTTP/1.1 this closes the connection; in HTTP/2 others are on it too.
      request.response().reset(CANCEL);
      return;
    }
    var headers = request.response().headers();
    answer
        .get()
        .retryAfterSeconds()
        .ifPresent(seconds -> headers.set("Retry-After", Integer.toString(seconds)));
    if (reply.outcome() instanceof WriteOutcome.Unauthenticated unauthenticated) {
      headers.set("WWW-Authenticate", unauthenticated.challenges());
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
    boolean unread = !request.isEnded();
    var end =
        text.isEmpty()
            ? response.end()
            : response.putHeader("Content-Type", "text/plain; charset=utf-8").end(text + "\n");
    if (unread) {
      UnreadBody.discard(vertx, request, end);
    }
  }
}

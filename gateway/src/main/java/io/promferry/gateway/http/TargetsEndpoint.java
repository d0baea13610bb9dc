package io.promferry.gateway.http;

import io.promferry.gateway.discovery.TargetAnswer;
import io.promferry.gateway.discovery.TargetBody;
import io.promferry.gateway.discovery.TenantScope;
import io.promferry.gateway.events.LogEvent;
import io.promferry.gateway.events.UnexpectedFailures;
import io.promferry.gateway.http.Authentication.Result.Admitted;
import io.promferry.gateway.http.Authentication.Result.NotKnown;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /sd/v1/targets}: the asking tenant's scrape targets, as Prometheus' HTTP service
 * discovery wants them. Whatever is not 200 makes Prometheus keep the list that it has. One
 * instance per event loop.
 */
final class TargetsEndpoint {
  private static final Logger logger = LoggerFactory.getLogger(TargetsEndpoint.class);

  /** A Prometheus asks one at a time; a list may have megabytes and its reader be slow. */
  private static final int MOST_AT_A_TIME = 2;

  private final WorkerExecutor maker;
  private final Supplier<Serving> current;
  private final Function<TenantScope, TargetAnswer> lists;
  private final Authentication authentication;
  private final GatewayMeters meters;
  private final Map<TenantId, Integer> underWay = new HashMap<>();
  private final UnexpectedFailures failures =
      new UnexpectedFailures(LogEvent.TARGETS_ERROR, logger);

  TargetsEndpoint(
      Vertx vertx,
      Supplier<Serving> current,
      Function<TenantScope, TargetAnswer> lists,
      Authentication authentication,
      GatewayMeters meters) {
    // One thread for all event loops: a large list takes memory while it is made.
    this.maker = vertx.createSharedWorkerExecutor("promferry-discovery", 1);
    this.current = current;
    this.lists = lists;
    this.authentication = authentication;
    this.meters = meters;
  }

  /** What the request is answered with, if it is not the list itself. */
  sealed interface Ending {
    /** As a write of this outcome. */
    record Refused(WriteOutcome outcome) implements Ending {}

    /** It has been answered. */
    record Answered() implements Ending {}
  }

  /** The future never fails. */
  Future<Ending> handle(HttpServerRequest request) {
    var serving = current.get();
    return switch (authentication.of(request, serving.authenticator(), serving.tenants())) {
      case NotKnown notKnown -> refused(notKnown.outcome(), "not_known");
      case Authentication.Result.Refused refused -> refused(refused.outcome(), "wrong_source");
      case Admitted admitted -> admit(request, admitted.served().scope());
    };
  }

  private Future<Ending> refused(WriteOutcome outcome, String reason) {
    meters.discovery().answered(reason);
    return Future.succeededFuture(new Ending.Refused(outcome));
  }

  private Future<Ending> admit(HttpServerRequest request, TenantScope scope) {
    var id = scope.id();
    if (underWay.getOrDefault(id, 0) >= MOST_AT_A_TIME) {
      return refused(
          new WriteOutcome.Overloaded("this tenant is being given too many lists at once"),
          "overloaded");
    }
    underWay.merge(id, 1, Integer::sum);
    return maker
        .executeBlocking(() -> lists.apply(scope), false)
        .map(Objects::requireNonNull)
        .compose(answer -> answer(request, answer))
        .recover(this::failed)
        .onComplete(_ -> underWay.computeIfPresent(id, TargetsEndpoint::oneLess));
  }

  private static @Nullable Integer oneLess(TenantId id, Integer count) {
    // Null takes the entry away.
    return count == 1 ? null : count - 1;
  }

  private Future<Ending> answer(HttpServerRequest request, TargetAnswer answer) {
    return switch (answer) {
      case TargetAnswer.NotReady notReady ->
          refused(new WriteOutcome.Overloaded(notReady.why()), "not_ready");
      case TargetAnswer.Listed listed -> {
        boolean known = listed.body().etag().equals(request.getHeader("If-None-Match"));
        meters.discovery().answered(known ? "not_modified" : "listed");
        yield send(request, listed.body(), known).transform(_ -> answered());
      }
    };
  }

  /** However the sending ended: nobody is left to be told. */
  private static Future<Ending> answered() {
    return Future.succeededFuture(new Ending.Answered());
  }

  private static Future<Void> send(HttpServerRequest request, TargetBody body, boolean known) {
    var response = request.response();
    if (response.closed()) {
      return Future.succeededFuture();
    }
    response.putHeader("ETag", body.etag());
    if (known) {
      return response.setStatusCode(304).end();
    }
    response
        .putHeader("Content-Type", "application/json; charset=utf-8")
        .putHeader("Content-Length", Integer.toString(body.json().length));
    return request.method().equals(HttpMethod.HEAD)
        ? response.end()
        : response.end(Buffer.buffer(body.json()));
  }

  private Future<Ending> failed(Throwable cause) {
    failures.happened(cause, "targets cannot be told");
    return refused(new WriteOutcome.Overloaded("internal error"), "failed");
  }
}

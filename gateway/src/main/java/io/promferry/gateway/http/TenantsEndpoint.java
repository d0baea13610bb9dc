package io.promferry.gateway.http;

import io.promferry.gateway.discovery.TargetSummary;
import io.promferry.gateway.http.Serving.ServedTenant;
import io.promferry.gateway.status.GatewayIdentity;
import io.promferry.gateway.status.Verdicts;
import io.promferry.gateway.tenant.TenantId;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /api/v1/tenants}: what the gateway knows of its tenants and upstreams, as JSON. */
public final class TenantsEndpoint {
  private static final Logger logger = LoggerFactory.getLogger(TenantsEndpoint.class);

  private static final Comparator<TenantId> BY_NAME =
      Comparator.comparing(TenantId::tenant).thenComparing(TenantId::vpc);

  private final GatewayIdentity identity;
  private final Instant started;
  private final Supplier<Serving> current;
  private final Function<TenantId, Optional<TargetSummary>> targets;
  private final InstantSource clock;

  /** {@code targets} is what a tenant was last given by discovery, if it was given anything. */
  public TenantsEndpoint(
      GatewayIdentity identity,
      Instant started,
      Supplier<Serving> current,
      Function<TenantId, Optional<TargetSummary>> targets,
      InstantSource clock) {
    this.identity = identity;
    this.started = started;
    this.current = current;
    this.targets = targets;
    this.clock = clock;
  }

  /** Answers from a worker: for many tenants it takes longer than an event loop may be held up. */
  void answer(Vertx vertx, HttpServerRequest request) {
    var params = request.params();
    vertx
        .executeBlocking(() -> render(params), true)
        .map(Objects::requireNonNull)
        .onComplete(json -> send(request, json), cause -> failed(request, cause));
  }

  private static void send(HttpServerRequest request, Buffer json) {
    var response =
        request
            .response()
            .putHeader("Content-Type", "application/json")
            .putHeader("Content-Length", Integer.toString(json.length()));
    // Over HTTP/2 the body would go out with an answer to HEAD, too.
    if (request.method().equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      response.end(json);
    }
  }

  private static void failed(HttpServerRequest request, Throwable cause) {
    logger.atError().setCause(cause).log("tenants cannot be told");
    request.response().setStatusCode(500).end();
  }

  /** The whole answer for those tenants that {@code tenant} and {@code vpc} of the query name. */
  Buffer render(MultiMap query) {
    var serving = current.get();
    var verdicts = new Verdicts(serving.upstreams().states(), started, clock.instant());
    var json = new TenantsJson(identity, verdicts);
    serving.tenants().entrySet().stream()
        .filter(entry -> isAskedFor(entry.getKey(), query))
        .sorted(Map.Entry.comparingByKey(BY_NAME))
        .forEach(entry -> add(json, entry.getKey(), entry.getValue()));
    return json.end();
  }

  private void add(TenantsJson json, TenantId id, ServedTenant tenant) {
    json.add(id, tenant.journal().snapshot(), tenant.facts().get(), targets.apply(id).orElse(null));
  }

  private static boolean isAskedFor(TenantId id, MultiMap query) {
    return isEqualOrNull(query.get("tenant"), id.tenant())
        && isEqualOrNull(query.get("vpc"), id.vpc());
  }

  private static boolean isEqualOrNull(@Nullable String asked, String is) {
    return asked == null || asked.equals(is);
  }
}

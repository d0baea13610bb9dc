package io.promferry.gateway.http;

import io.promferry.gateway.discovery.TargetSummary;
import io.promferry.gateway.events.LogEvent;
import io.promferry.gateway.events.UnexpectedFailures;
import io.promferry.gateway.http.Serving.ServedTenant;
import io.promferry.gateway.tenant.TenantId;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /api/v1/tenants}: what the gateway knows of its tenants and upstreams, as JSON. */
final class TenantsEndpoint {
  private static final Logger logger = LoggerFactory.getLogger(TenantsEndpoint.class);

  private static final Comparator<TenantId> BY_NAME =
      Comparator.comparing(TenantId::tenant).thenComparing(TenantId::vpc);

  private final Overview overview;
  private final Function<TenantId, Optional<TargetSummary>> targets;
  private final UnexpectedFailures failures =
      new UnexpectedFailures(LogEvent.TENANTS_REPORT_ERROR, logger);

  /** {@code targets} is what a tenant was last given by discovery, if it was given anything. */
  TenantsEndpoint(Overview overview, Function<TenantId, Optional<TargetSummary>> targets) {
    this.overview = overview;
    this.targets = targets;
  }

  /** Answers from a worker: for many tenants it takes longer than an event loop may be held up. */
  void answer(Vertx vertx, HttpServerRequest request) {
    var params = request.params();
    vertx
        .executeBlocking(() -> render(params), true)
        .map(Objects::requireNonNull)
        .onComplete(json -> Answers.json(request, json), cause -> failed(request, cause));
  }

  private void failed(HttpServerRequest request, Throwable cause) {
    failures.happened(cause, "tenants cannot be told");
    request.response().setStatusCode(500).end();
  }

  /** The whole answer for those tenants that {@code tenant} and {@code vpc} of the query name. */
  Buffer render(MultiMap query) {
    var serving = overview.current().get();
    var json = new TenantsJson(overview.identity(), overview.verdicts(serving), serving.source());
    serving.tenants().entrySet().stream()
        .filter(entry -> isAskedFor(entry.getKey(), query))
        .sorted(Map.Entry.comparingByKey(BY_NAME))
        .forEach(entry -> add(json, entry.getKey(), entry.getValue(), isForOne(query)));
    return json.end();
  }

  /** The last hour of a tenant is told only to those who ask for that tenant. */
  private void add(TenantsJson json, TenantId id, ServedTenant tenant, boolean withLastHour) {
    var journal = tenant.journal();
    json.add(
        id,
        journal.snapshot(),
        tenant.facts().get(),
        targets.apply(id).orElse(null),
        withLastHour ? journal.lastHour() : List.of());
  }

  /** Whether a query names one tenant. */
  static boolean isForOne(MultiMap query) {
    return query.contains("tenant") && query.contains("vpc");
  }

  private static boolean isAskedFor(TenantId id, MultiMap query) {
    return isEqualOrNull(query.get("tenant"), id.tenant())
        && isEqualOrNull(query.get("vpc"), id.vpc());
  }

  private static boolean isEqualOrNull(@Nullable String asked, String is) {
    return asked == null || asked.equals(is);
  }
}

package io.promferry.gateway.http;

import io.promferry.gateway.discovery.LeftOut;
import io.promferry.gateway.discovery.TargetSummary;
import io.promferry.gateway.status.Counts;
import io.promferry.gateway.status.GatewayIdentity;
import io.promferry.gateway.status.TenantFacts;
import io.promferry.gateway.status.TenantSnapshot;
import io.promferry.gateway.status.Verdict;
import io.promferry.gateway.status.Verdicts;
import io.promferry.gateway.telemetry.WriteResult;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.upstream.UpstreamState;
import io.promferry.gateway.wire.RefusalReason;
import io.promferry.gateway.wire.WriteVersion;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code /api/v1/tenants}, tenant by tenant, so that only one of them is there as
 * objects. Its fields are a contract (README, Why is a tenant silent?): what is not known is null,
 * what was not counted is left out.
 */
final class TenantsJson {
  private static final WriteResult[] RESULTS = WriteResult.values();
  private static final RefusalReason[] REASONS = RefusalReason.values();

  private final Verdicts verdicts;
  private final Buffer out;
  private String separator = "";

  TenantsJson(GatewayIdentity identity, Verdicts verdicts) {
    this.verdicts = verdicts;
    var head =
        new JsonObject()
            .put("version", identity.version())
            .put("replica", identity.replica())
            .put("started", time(verdicts.started()))
            .put("now", time(verdicts.now()))
            .put("upstreams", array(verdicts.upstreams(), TenantsJson::upstream))
            .encode();
    out = Buffer.buffer(head.substring(0, head.length() - 1)).appendString(",\"tenants\":[");
  }

  /** {@code targets} is null where discovery is off, or has not been asked. */
  void add(TenantId id, TenantSnapshot tenant, TenantFacts facts, @Nullable TargetSummary targets) {
    var json = tenant(id, tenant, facts).put("discovery", discovery(targets));
    out.appendString(separator).appendString(json.encode());
    separator = ",\n";
  }

  Buffer end() {
    return out.appendString("]}\n");
  }

  private JsonObject tenant(TenantId id, TenantSnapshot tenant, TenantFacts facts) {
    var active = facts.activeSeries();
    return new JsonObject()
        .put("tenant", id.tenant())
        .put("vpc", id.vpc())
        .put("verdict", verdict(verdicts.of(tenant, facts)))
        .put("knownSince", time(tenant.knownSince()))
        .put("lastWrite", lastWrite(tenant))
        .put("lastAccepted", time(tenant.lastAccepted()))
        .put("lastSample", time(tenant.newestSample()))
        .put("lastRefusal", lastRefusal(tenant))
        .put("refusedSince", time(tenant.refusedSince()))
        .put("total", counts(tenant.total()))
        .put(
            "recent",
            counts(tenant.recent())
                .put("seconds", tenant.recentSpan().toSeconds())
                .put("samplesPerSecond", tenant.samplesPerSecond()))
        .put("limits", array(facts.limits(), TenantsJson::limit))
        .put("activeSeries", active.isPresent() ? active.getAsLong() : null)
        .put("topMetrics", array(facts.topMetrics(), TenantsJson::metric))
        .put("sources", array(facts.sources(), TenantsJson::source));
  }

  private static JsonObject verdict(Verdict verdict) {
    return new JsonObject()
        .put("code", word(verdict.code()))
        .put("severity", word(verdict.severity()))
        .put("text", verdict.text());
  }

  private static @Nullable JsonObject lastWrite(TenantSnapshot tenant) {
    var last = tenant.lastWrite();
    return last == null ? null : ended(last.at(), last.result(), last.status());
  }

  private static @Nullable JsonObject lastRefusal(TenantSnapshot tenant) {
    var last = tenant.lastRefusal();
    return last == null
        ? null
        : ended(last.at(), last.result(), last.status()).put("text", last.text());
  }

  private static JsonObject ended(Instant at, WriteResult result, OptionalInt status) {
    return new JsonObject()
        .put("time", time(at))
        .put("outcome", result.tag())
        .put("status", status.isPresent() ? status.getAsInt() : null);
  }

  private static JsonObject counts(Counts counts) {
    var writes = new JsonObject();
    for (var result : RESULTS) {
      putIfAny(writes, result.tag(), counts.writes(result));
    }
    var refused = new JsonObject();
    for (var reason : REASONS) {
      putIfAny(refused, word(reason), counts.refused(reason));
    }
    return new JsonObject()
        .put("samples", counts.samples())
        .put("histograms", counts.histograms())
        .put("exemplars", counts.exemplars())
        .put("writes", writes)
        .put("seriesRefused", refused);
  }

  private static void putIfAny(JsonObject object, String key, long count) {
    if (count > 0) {
      object.put(key, count);
    }
  }

  private static JsonObject limit(TenantFacts.LimitUse limit) {
    return new JsonObject()
        .put("limit", limit.limit())
        .put("used", limit.used())
        .put("of", limit.of());
  }

  private static JsonObject metric(TenantFacts.MetricSeries metric) {
    return new JsonObject().put("name", metric.name()).put("series", metric.series());
  }

  private static JsonObject source(TenantFacts.SourceSeen source) {
    return new JsonObject()
        .put("address", source.address())
        .put("lastSeen", time(source.lastSeen()))
        .put("expected", source.expected());
  }

  private static @Nullable JsonObject discovery(@Nullable TargetSummary targets) {
    return targets == null
        ? null
        : new JsonObject()
            .put("targets", targets.targets())
            .put("namespaces", new JsonArray(targets.namespaces()))
            .put("leftOut", array(targets.leftOut(), TenantsJson::leftOut))
            .put("leftOutTotal", targets.leftOutTotal());
  }

  private static JsonObject leftOut(LeftOut leftOut) {
    return new JsonObject().put("object", leftOut.object()).put("text", leftOut.text());
  }

  private static JsonObject upstream(UpstreamState upstream) {
    return new JsonObject()
        .put("name", upstream.name())
        .put("required", upstream.required())
        .put("state", word(upstream.condition()))
        .put("since", time(upstream.since()))
        .put("text", upstream.text())
        .put("lastSuccess", time(upstream.lastSuccess()))
        .put("inFlight", upstream.inFlight())
        .put("protocol", word(upstream.protocol()))
        .put("takes", new JsonArray(upstream.takes().stream().map(WriteVersion::tag).toList()));
  }

  private static <T> JsonArray array(List<T> values, Function<T, JsonObject> toJson) {
    return new JsonArray(values.stream().map(toJson).toList());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** RFC 3339, in UTC. */
  private static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}

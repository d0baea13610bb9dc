package io.promferry.gateway.http;

import io.promferry.gateway.discovery.LeftOut;
import io.promferry.gateway.discovery.TargetSummary;
import io.promferry.gateway.status.Counts;
import io.promferry.gateway.status.GatewayIdentity;
import io.promferry.gateway.status.History;
import io.promferry.gateway.status.SourceState;
import io.promferry.gateway.status.Strangers.Reason;
import io.promferry.gateway.status.Strangers.Stranger;
import io.promferry.gateway.status.TenantFacts;
import io.promferry.gateway.status.TenantSnapshot;
import io.promferry.gateway.status.Verdict;
import io.promferry.gateway.status.Verdicts;
import io.promferry.gateway.telemetry.AnswerTimes;
import io.promferry.gateway.telemetry.WriteResult;
import io.promferry.gateway.tenant.AddressText;
import io.promferry.gateway.tenant.EntryProblem;
import io.promferry.gateway.tenant.EntryVersion;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.upstream.UpstreamState;
import io.promferry.gateway.wire.RefusalReason;
import io.promferry.gateway.wire.WriteVersion;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code /api/v1/tenants}, tenant by tenant, so that only one of them is there as
 * objects. Its fields are a contract (docs/troubleshooting.md): what is not known is null, what was
 * not counted is left out.
 */
final class TenantsJson {
  private static final WriteResult[] RESULTS = WriteResult.values();
  private static final RefusalReason[] REASONS = RefusalReason.values();

  private final Verdicts verdicts;
  private final Buffer out;
  private String separator = "";

  TenantsJson(GatewayIdentity identity, Verdicts verdicts, SourceState source) {
    this.verdicts = verdicts;
    var head = head(identity, verdicts, source).encode();
    out = Buffer.buffer(head.substring(0, head.length() - 1)).appendString(",\"tenants\":[");
  }

  /** What is known of the gateway and its upstreams. */
  static JsonObject head(GatewayIdentity identity, Verdicts verdicts, SourceState source) {
    return new JsonObject()
        .put("version", identity.version())
        .put("replica", identity.replica())
        .put("started", time(verdicts.started()))
        .put("now", time(verdicts.now()))
        .put("source", source(source))
        .put("upstreams", array(verdicts.upstreams(), TenantsJson::upstream))
        .put("unattributed", array(verdicts.strangers(), TenantsJson::stranger));
  }

  private static JsonObject stranger(Stranger stranger) {
    return new JsonObject()
        .put("address", AddressText.of(stranger.address()))
        .put("lastSeen", time(stranger.lastSeen()))
        .put("requests", stranger.refusals())
        .put("stage", stranger.reason().stage())
        .put("reason", stranger.reason().word())
        .put("certificateExpired", time(certificateEnd(stranger.reason())));
  }

  private static @Nullable Instant certificateEnd(Reason reason) {
    return switch (reason) {
      case Reason.Credential _ -> null;
      case Reason.Handshake handshake -> handshake.certificateEnd();
    };
  }

  /**
   * {@code targets} is null where discovery is off, or has not been asked; {@code lastHour} is left
   * out if it is empty.
   */
  void add(
      TenantId id,
      TenantSnapshot tenant,
      TenantFacts facts,
      @Nullable TargetSummary targets,
      List<History.Minute> lastHour) {
    var json = tenant(id, tenant, facts).put("discovery", discovery(targets));
    if (!lastHour.isEmpty()) {
      json.put("lastHour", array(lastHour, TenantsJson::minute));
    }
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
        .put("entry", entry(facts.entry()))
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
        .put(
            "expectedSources",
            new JsonArray(facts.expected().stream().map(Object::toString).toList()))
        .put("sources", array(facts.sources(), TenantsJson::source))
        .put("credentials", array(facts.credentials(), TenantsJson::credential));
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

  private static JsonObject minute(History.Minute minute) {
    return new JsonObject()
        .put("samples", minute.samples())
        .put("refusedWrites", minute.refusedWrites());
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

  private static JsonObject credential(TenantFacts.CredentialUse credential) {
    return new JsonObject()
        .put("kind", credential.kind())
        .put("id", credential.id())
        .put("lastUsed", time(credential.lastUsed()));
  }

  private static @Nullable JsonObject entry(@Nullable EntryVersion entry) {
    return entry == null
        ? null
        : new JsonObject().put("name", entry.name()).put("version", entry.version());
  }

  private static JsonObject source(SourceState source) {
    return new JsonObject()
        .put("kind", word(source.kind()))
        .put("loaded", source.loaded())
        .put("problems", array(source.problems(), TenantsJson::problem));
  }

  private static JsonObject problem(EntryProblem problem) {
    return new JsonObject().put("entry", problem.entry()).put("text", problem.text());
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
        .put("concurrencyLimit", upstream.concurrencyLimit())
        .put("latency", latency(upstream.answerTimes()))
        .put("protocol", word(upstream.protocol()))
        .put("takes", new JsonArray(upstream.takes().stream().map(WriteVersion::tag).toList()));
  }

  private static @Nullable JsonObject latency(AnswerTimes.@Nullable Summary times) {
    return times == null
        ? null
        : new JsonObject()
            .put("answers", times.answers())
            .put("medianSeconds", seconds(times.median()))
            .put("p99Seconds", seconds(times.p99()));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static <T> JsonArray array(List<T> values, Function<T, JsonObject> toJson) {
    return new JsonArray(values.stream().map(toJson).toList());
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** RFC 3339, in UTC. */
  private static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}

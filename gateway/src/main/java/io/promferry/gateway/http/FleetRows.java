package io.promferry.gateway.http;

import io.promferry.gateway.http.Serving.ServedTenant;
import io.promferry.gateway.status.Counts;
import io.promferry.gateway.status.TenantFacts.LimitUse;
import io.promferry.gateway.status.Verdict.Severity;
import io.promferry.gateway.status.Verdicts;
import io.promferry.gateway.telemetry.WriteResult;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.wire.RefusalReason;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All tenants at a glance at one moment, a line each, as JSON.
 *
 * @param head what is known of the gateway and its upstreams
 * @param rows by tenant, what does not change from one moment to the next being equal
 */
record FleetRows(String head, Map<TenantId, String> rows) {
  /** Rates are told with so many digits: they would else all be others after every write. */
  private static final int DIGITS = 2;

  static final FleetRows NONE = new FleetRows("{}", Map.of());

  FleetRows {
    rows = Map.copyOf(rows);
  }

  static FleetRows of(Overview overview) {
    var serving = overview.current().get();
    var verdicts = overview.verdicts(serving);
    var rows = new HashMap<TenantId, String>();
    serving.tenants().forEach((id, tenant) -> rows.put(id, row(verdicts, id, tenant).encode()));
    var head = TenantsJson.head(overview.identity(), verdicts, serving.source());
    return new FleetRows(head.encode(), rows);
  }

  /** Everything, as one object. */
  String all() {
    return object(rows, Map.of());
  }

  /** What has changed since {@code before}, as one object. */
  String since(FleetRows before) {
    var changed = new HashMap<TenantId, String>(rows);
    changed.entrySet().removeIf(row -> row.getValue().equals(before.rows.get(row.getKey())));
    var gone = new HashMap<TenantId, String>(before.rows);
    gone.keySet().removeAll(rows.keySet());
    return object(changed, gone);
  }

  private String object(Map<TenantId, String> changed, Map<TenantId, String> gone) {
    var names = new JsonArray();
    gone.keySet().forEach(id -> names.add(new JsonArray().add(id.tenant()).add(id.vpc())));
    return "{\"head\":%s,\"rows\":[%s],\"gone\":%s}"
        .formatted(head, String.join(",", changed.values()), names.encode());
  }

  private static JsonObject row(Verdicts verdicts, TenantId id, ServedTenant tenant) {
    var snapshot = tenant.journal().snapshot();
    var facts = tenant.facts().get();
    var verdict = verdicts.of(snapshot, facts);
    var row =
        new JsonObject()
            .put("tenant", id.tenant())
            .put("vpc", id.vpc())
            .put("code", TenantsJson.word(verdict.code()))
            .put("severity", TenantsJson.word(verdict.severity()))
            .put("rate", rounded(snapshot.samplesPerSecond()))
            .put("refused", refused(snapshot.recent()))
            .put("lastSample", millis(snapshot.newestSample()))
            .put(
                "lastWrite",
                snapshot.lastWrite() == null ? null : millis(snapshot.lastWrite().at()));
    if (verdict.severity() != Severity.OK) {
      row.put("text", verdict.text());
    }
    facts.limits().stream()
        .max(Comparator.comparingDouble(FleetRows::part))
        .ifPresent(limit -> row.put("limit", limit.limit()).put("limitPart", rounded(part(limit))));
    return row;
  }

  private static double part(LimitUse limit) {
    return limit.of() > 0 ? limit.used() / limit.of() : 0;
  }

  /** Writes and series that were not taken. */
  private static long refused(Counts recent) {
    long refused = recent.writes() - recent.writes(WriteResult.ACCEPTED);
    for (var reason : RefusalReason.values()) {
      refused += recent.refused(reason);
    }
    return refused;
  }

  private static @Nullable Long millis(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }

  private static double rounded(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return 0;
    }
    double unit = Math.pow(10, Math.floor(Math.log10(Math.abs(value))) - DIGITS + 1);
    return Math.round(value / unit) * unit;
  }
}

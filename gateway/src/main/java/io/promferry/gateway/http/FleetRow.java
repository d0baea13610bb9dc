package io.promferry.gateway.http;

import io.promferry.gateway.http.Serving.ServedTenant;
import io.promferry.gateway.status.Counts;
import io.promferry.gateway.status.TenantFacts.LimitUse;
import io.promferry.gateway.status.Verdict.Severity;
import io.promferry.gateway.status.Verdicts;
import io.promferry.gateway.telemetry.WriteResult;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.wire.RefusalReason;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One tenant at a glance.
 *
 * @param code of its verdict; one that is new to us too, where a newer replica tells it
 * @param text of its verdict; null while all is well
 * @param rate accepted samples a second
 * @param refused writes and series that were not taken lately
 * @param lastSample the newest timestamp that was accepted, in milliseconds since 1970
 * @param lastWrite when the last write ended, in milliseconds since 1970
 * @param limit of its limits the one of which most is used; null if it has none
 * @param limitPart how much of that is used, 1 for all of it
 */
record FleetRow(
    TenantId id,
    String code,
    Severity severity,
    @Nullable String text,
    double rate,
    long refused,
    @Nullable Long lastSample,
    @Nullable Long lastWrite,
    @Nullable String limit,
    double limitPart) {
  /** Numbers are told with so many digits: they would else all be others after every write. */
  private static final int DIGITS = 2;

  static FleetRow of(Verdicts verdicts, TenantId id, ServedTenant tenant) {
    var snapshot = tenant.journal().snapshot();
    var facts = tenant.facts().get();
    var verdict = verdicts.of(snapshot, facts);
    var last = snapshot.lastWrite();
    var limit = facts.limits().stream().max(Comparator.comparingDouble(FleetRow::part));
    return new FleetRow(
        id,
        TenantsJson.word(verdict.code()),
        verdict.severity(),
        verdict.severity() == Severity.OK ? null : verdict.text(),
        snapshot.samplesPerSecond(),
        refused(snapshot.recent()),
        millis(snapshot.newestSample()),
        last == null ? null : millis(last.at()),
        limit.map(LimitUse::limit).orElse(null),
        limit.map(FleetRow::part).orElse(0.0));
  }

  JsonObject json() {
    var row =
        new JsonObject()
            .put("tenant", id.tenant())
            .put("vpc", id.vpc())
            .put("code", code)
            .put("severity", TenantsJson.word(severity))
            .put("rate", rounded(rate))
            .put("refused", refused)
            .put("lastSample", lastSample)
            .put("lastWrite", lastWrite);
    if (text != null) {
      row.put("text", text);
    }
    if (limit != null) {
      row.put("limit", limit).put("limitPart", rounded(limitPart));
    }
    return row;
  }

  /**
   * From what another replica has told.
   *
   * @throws RuntimeException if that is none
   */
  static FleetRow parse(JsonObject row) {
    return new FleetRow(
        new TenantId(
            Objects.requireNonNull(row.getString("tenant")),
            Objects.requireNonNull(row.getString("vpc"))),
        Objects.requireNonNull(row.getString("code")),
        Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
        row.getString("text"),
        row.getDouble("rate"),
        row.getLong("refused"),
        row.getLong("lastSample"),
        row.getLong("lastWrite"),
        row.getString("limit"),
        row.getDouble("limitPart", 0.0));
  }

  /** The same with another verdict. */
  FleetRow withVerdict(String otherCode, Severity otherSeverity, @Nullable String otherText) {
    return new FleetRow(
        id,
        otherCode,
        otherSeverity,
        otherText,
        rate,
        refused,
        lastSample,
        lastWrite,
        limit,
        limitPart);
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

package io.promferry.gateway.status;

import io.promferry.gateway.status.Verdict.Code;
import io.promferry.gateway.telemetry.WriteResult;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.wire.ForcedLabels;
import io.promferry.gateway.wire.OwnSeries;
import io.promferry.gateway.wire.RefusalReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What tenants are told of themselves, as series in the central stores: at most 50 for each tenant,
 * usually some ten. Their names are a contract. Not thread-safe.
 */
public final class TenantAccounts {
  private static final String PREFIX = "promferry_tenant_";
  private static final double MILLIS = 1_000;

  private final String replica;

  /** Those that a tenant was ever told, so that it is told when they are over. */
  private final Map<TenantId, Set<Code>> verdicts = new HashMap<>();

  /** Told by this gateway. */
  public TenantAccounts(GatewayIdentity identity) {
    this.replica = identity.replica();
  }

  /**
   * What there is to say of a tenant at one moment; nothing of one that has not written since it is
   * known, unless it seems to have tried.
   *
   * @param forced the labels of all its series
   */
  public Optional<OwnSeries> of(
      TenantId id,
      ForcedLabels forced,
      TenantSnapshot tenant,
      TenantFacts facts,
      Verdicts verdictsNow) {
    var verdict = verdictsNow.of(tenant, facts).code();
    if (tenant.lastWrite() == null && !verdict.isPresumed()) {
      return Optional.empty();
    }
    var account = new Account(new OwnSeries(forced), verdictsNow.now());
    account.addWrites(tenant.total());
    account.addAge(tenant);
    facts.limits().forEach(account::addLimit);
    account.addVerdict(verdict, verdicts.computeIfAbsent(id, _ -> EnumSet.noneOf(Code.class)));
    return Optional.of(account.series);
  }

  /** Forgets all tenants but these. */
  public void retain(Collection<TenantId> ids) {
    verdicts.keySet().retainAll(ids);
  }

  /** Of one tenant at one moment. */
  private final class Account {
    private final OwnSeries series;
    private final Instant now;

    Account(OwnSeries series, Instant now) {
      this.series = series;
      this.now = now;
    }

    void addWrites(Counts total) {
      add("samples_accepted_total", (double) (total.samples() + total.histograms()));
      add("writes_accepted_total", (double) total.writes(WriteResult.ACCEPTED));
      for (var result : WriteResult.values()) {
        if (result != WriteResult.ACCEPTED) {
          addOccurred("writes_refused_total", result, total.writes(result));
        }
      }
      for (var reason : RefusalReason.values()) {
        addOccurred("series_refused_total", reason, total.refused(reason));
      }
    }

    void addAge(TenantSnapshot tenant) {
      var newest = tenant.newestSample();
      if (newest != null) {
        add("last_sample_age_seconds", Duration.between(newest, now).toMillis() / MILLIS);
      }
    }

    void addLimit(TenantFacts.LimitUse use) {
      add("limit_use_ratio", Map.of("limit", use.limit()), use.used() / use.of());
    }

    void addVerdict(Code verdict, Set<Code> told) {
      told.add(verdict);
      told.forEach(code -> add("verdict", Map.of("verdict", word(code)), code == verdict ? 1 : 0));
    }

    private void addOccurred(String name, Enum<?> reason, long count) {
      if (count > 0) {
        add(name, Map.of("reason", word(reason)), (double) count);
      }
    }

    private void add(String name, double value) {
      add(name, Map.of(), value);
    }

    private void add(String name, Map<String, String> labels, double value) {
      var all = new HashMap<>(labels);
      all.put("replica", replica);
      series.add(PREFIX + name, all, value, now.toEpochMilli());
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

package io.promferry.gateway;

import io.promferry.gateway.auth.Authenticator;
import io.promferry.gateway.auth.ServiceAccountTokens;
import io.promferry.gateway.config.LabelsConfig;
import io.promferry.gateway.http.Serving;
import io.promferry.gateway.http.Serving.ServedTenant;
import io.promferry.gateway.limits.TenantLimiter;
import io.promferry.gateway.pipeline.RulesGate;
import io.promferry.gateway.pipeline.SeriesExplainer;
import io.promferry.gateway.pipeline.TenantPlan;
import io.promferry.gateway.pipeline.TenantRules;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.upstream.Upstreams;
import io.promferry.gateway.wire.ConflictPolicy;
import io.promferry.gateway.wire.ForcedLabels;
import io.promferry.gateway.wire.LabelLimits;
import io.promferry.gateway.wire.SeriesGate;
import io.promferry.gateway.wire.SplicePlan;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts together what the listeners serve from, out of a loaded configuration. */
final class ServingAssembler {
  private ServingAssembler() {}

  /**
   * What is known of tenants goes on in {@code kept}; {@code tokens} is null where no issuer is
   * trusted.
   */
  static Serving assemble(
      LoadedConfig loaded,
      Upstreams upstreams,
      KeptState kept,
      @Nullable ServiceAccountTokens tokens) {
    var onConflict = policy(loaded.config().labels().onConflict());
    var memory = kept.rulesMemory();
    var terms = terms(loaded);
    memory.renew(withRules(terms));
    var scopes = new Scopes(loaded.tenants(), loaded.config().labels());
    var served = new HashMap<TenantId, ServedTenant>();
    for (Tenant tenant : loaded.tenants()) {
      var limiter = kept.limiters().of(tenant.id(), tenant.limits());
      var meters = kept.meters().tenant(tenant.id());
      if (limiter.series().isPresent()) {
        meters.watchActiveSeries(() -> series(limiter), () -> seriesLimit(limiter));
      }
      var sources = kept.sources(tenant.id());
      var credentials = kept.credentials(tenant);
      var entry = loaded.sourced().entries().get(tenant.id());
      var rules = memory.rules(tenant.id());
      var own = Objects.requireNonNull(terms.get(tenant.id()));
      var gate = RulesGate.of(rules, room(limiter));
      served.put(
          tenant.id(),
          new ServedTenant(
              plan(tenant, own, onConflict, gate),
              limiter,
              meters,
              sources,
              credentials,
              scopes.of(tenant),
              kept.journals().of(tenant.id()),
              () ->
                  FactsOfTenant.of(
                      limiter, tenant.sources().addresses(), sources, entry, credentials),
              new SeriesExplainer(own, onConflict, loaded.config().rules().size())));
    }
    return new Serving(
        new Authenticator(loaded.directory(), tokens, InstantSource.system()),
        served,
        upstreams,
        loaded.config().deliveryDeadline(),
        loaded.state());
  }

  /** What is done to the series of each tenant. */
  private static Map<TenantId, TenantRules.Terms> terms(LoadedConfig loaded) {
    var terms = new HashMap<TenantId, TenantRules.Terms>();
    for (Tenant tenant : loaded.tenants()) {
      var rules = loaded.config().rules().then(tenant.rules());
      var forced = forced(tenant, loaded.config().labels());
      terms.put(tenant.id(), new TenantRules.Terms(rules, forced, limits(tenant)));
    }
    return terms;
  }

  /** Of those who have any, global ones or their own. */
  private static Map<TenantId, TenantRules.Terms> withRules(
      Map<TenantId, TenantRules.Terms> terms) {
    var some = new HashMap<>(terms);
    some.values().removeIf(one -> one.rules().isEmpty());
    return some;
  }

  private static TenantPlan plan(
      Tenant tenant, TenantRules.Terms terms, ConflictPolicy onConflict, SeriesGate gate) {
    return new TenantPlan(
        new SplicePlan(ForcedLabels.of(terms.forced()), onConflict, terms.limitsBefore(), gate),
        tenant.limits().sizes().decodedBytes(),
        tenant.limits().samplesAhead());
  }

  private static Map<String, String> forced(Tenant tenant, LabelsConfig labels) {
    var forced = new HashMap<>(labels.extra());
    forced.put(labels.tenant(), tenant.id().tenant());
    forced.put(labels.vpc(), tenant.id().vpc());
    return forced;
  }

  private static LabelLimits limits(Tenant tenant) {
    var sizes = tenant.limits().sizes();
    return new LabelLimits(
        sizes.labelsPerSeries(), sizes.labelNameBytes(), sizes.labelValueBytes());
  }

  private static Optional<RulesGate.Room> room(TenantLimiter limiter) {
    return limiter.series().map(series -> series::admits);
  }

  private static double series(TenantLimiter limiter) {
    return limiter.series().map(series -> (double) series.active()).orElse(Double.NaN);
  }

  private static double seriesLimit(TenantLimiter limiter) {
    var limit = limiter.limits().activeSeries();
    return limit.isPresent() ? limit.getAsLong() : Double.NaN;
  }

  private static ConflictPolicy policy(LabelsConfig.OnConflict onConflict) {
    return switch (onConflict) {
      case KEEP_AS_EXPORTED -> ConflictPolicy.KEEP_AS_EXPORTED;
      case REPLACE -> ConflictPolicy.REPLACE;
      case REFUSE_SERIES -> ConflictPolicy.REFUSE_SERIES;
    };
  }
}

package io.promferry.gateway;

import io.promferry.gateway.auth.Authenticator;
import io.promferry.gateway.config.LabelsConfig;
import io.promferry.gateway.http.Serving;
import io.promferry.gateway.http.Serving.ServedTenant;
import io.promferry.gateway.pipeline.TenantPlan;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.upstream.Upstreams;
import io.promferry.gateway.wire.ConflictPolicy;
import io.promferry.gateway.wire.ForcedLabels;
import io.promferry.gateway.wire.LabelLimits;
import io.promferry.gateway.wire.SeriesGate;
import io.promferry.gateway.wire.SplicePlan;
import java.util.HashMap;

/** Puts together what the listeners serve from, out of a loaded configuration. */
final class ServingAssembler {
  private ServingAssembler() {}

  static Serving assemble(LoadedConfig loaded, Upstreams upstreams, GatewayMeters meters) {
    var served = new HashMap<TenantId, ServedTenant>();
    for (Tenant tenant : loaded.tenants().tenants()) {
      served.put(
          tenant.id(),
          new ServedTenant(plan(tenant, loaded.config().labels()), meters.tenant(tenant.id())));
    }
    return new Serving(
        new Authenticator(loaded.tenants()), served, upstreams, loaded.config().deliveryDeadline());
  }

  private static TenantPlan plan(Tenant tenant, LabelsConfig labels) {
    var forced = new HashMap<>(labels.extra());
    forced.put(labels.tenant(), tenant.id().tenant());
    forced.put(labels.vpc(), tenant.id().vpc());
    var limits =
        new LabelLimits(
            tenant.limits().sizes().labelsPerSeries(),
            LabelLimits.NONE.mostNameBytes(),
            LabelLimits.NONE.mostValueBytes());
    return new TenantPlan(
        new SplicePlan(
            ForcedLabels.of(forced), policy(labels.onConflict()), limits, SeriesGate.OPEN),
        tenant.limits().sizes().decodedBytes(),
        tenant.limits().samplesAhead());
  }

  private static ConflictPolicy policy(LabelsConfig.OnConflict onConflict) {
    return switch (onConflict) {
      case KEEP_AS_EXPORTED -> ConflictPolicy.KEEP_AS_EXPORTED;
      case REPLACE -> ConflictPolicy.REPLACE;
      case REFUSE_SERIES -> ConflictPolicy.REFUSE_SERIES;
    };
  }
}

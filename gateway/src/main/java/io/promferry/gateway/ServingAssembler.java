package io.promferry.gateway;

import io.promferry.gateway.auth.Authenticator;
import io.promferry.gateway.config.LabelsConfig;
import io.promferry.gateway.http.Serving;
import io.promferry.gateway.http.Serving.ServedTenant;
import io.promferry.gateway.pipeline.TenantPlan;
import io.promferry.gateway.status.Journals;
import io.promferry.gateway.status.TenantFacts;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.upstream.Upstreams;
import io.promferry.gateway.wire.ConflictPolicy;
import io.promferry.gateway.wire.ForcedLabels;
import java.util.HashMap;

/** Puts together what the listeners serve from, out of a loaded configuration. */
final class ServingAssembler {
  private ServingAssembler() {}

  static Serving assemble(
      LoadedConfig loaded, Upstreams upstreams, GatewayMeters meters, Journals journals) {
    var served = new HashMap<TenantId, ServedTenant>();
    for (Tenant tenant : loaded.tenants().tenants()) {
      served.put(
          tenant.id(),
          new ServedTenant(
              plan(tenant, loaded.config().labels()),
              meters.tenant(tenant.id()),
              journals.of(tenant.id()),
              () -> TenantFacts.NONE));
    }
    return new Serving(
        new Authenticator(loaded.tenants()), served, upstreams, loaded.config().deliveryDeadline());
  }

  private static TenantPlan plan(Tenant tenant, LabelsConfig labels) {
    var forced = new HashMap<>(labels.extra());
    forced.put(labels.tenant(), tenant.id().tenant());
    forced.put(labels.vpc(), tenant.id().vpc());
    return new TenantPlan(
        ForcedLabels.of(forced).within(tenant.limits().sizes().labelsPerSeries()),
        policy(labels.onConflict()),
        tenant.limits().sizes().decodedBytes());
  }

  private static ConflictPolicy policy(LabelsConfig.OnConflict onConflict) {
    return switch (onConflict) {
      case KEEP_AS_EXPORTED -> ConflictPolicy.KEEP_AS_EXPORTED;
      case REPLACE -> ConflictPolicy.REPLACE;
      case REFUSE_SERIES -> ConflictPolicy.REFUSE_SERIES;
    };
  }
}

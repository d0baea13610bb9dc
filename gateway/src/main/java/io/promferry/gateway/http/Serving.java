package io.promferry.gateway.http;

import io.promferry.gateway.auth.Authenticator;
import io.promferry.gateway.discovery.TenantScope;
import io.promferry.gateway.limits.TenantLimiter;
import io.promferry.gateway.pipeline.SeriesExplainer;
import io.promferry.gateway.pipeline.TenantPlan;
import io.promferry.gateway.status.SourceState;
import io.promferry.gateway.status.TenantFacts;
import io.promferry.gateway.status.TenantJournal;
import io.promferry.gateway.telemetry.TenantMeters;
import io.promferry.gateway.tenant.CredentialUses;
import io.promferry.gateway.tenant.SeenSources;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.upstream.Upstreams;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Everything that a reload may change, at one moment. A write takes it once and keeps to it; the
 * next one may see another, swapped whole.
 *
 * @param deadline from the end of a body to its answer
 * @param source where the tenants come from
 */
public record Serving(
    Authenticator authenticator,
    Map<TenantId, ServedTenant> tenants,
    Upstreams upstreams,
    Duration deadline,
    SourceState source) {
  /**
   * What a tenant's requests need.
   *
   * @param scope which scrape targets it may see
   * @param journal where is noted what becomes of them
   * @param facts what else is known of the tenant, asked for by operators
   * @param explainer shows operators what becomes of a series
   */
  public record ServedTenant(
      TenantPlan plan,
      TenantLimiter limiter,
      TenantMeters meters,
      SeenSources sources,
      CredentialUses credentials,
      TenantScope scope,
      TenantJournal journal,
      Supplier<TenantFacts> facts,
      SeriesExplainer explainer) {}

  public Serving {
    tenants = Map.copyOf(tenants);
  }
}

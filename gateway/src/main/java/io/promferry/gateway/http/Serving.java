package io.promferry.gateway.http;

import io.promferry.gateway.auth.Authenticator;
import io.promferry.gateway.limits.TenantLimiter;
import io.promferry.gateway.pipeline.TenantPlan;
import io.promferry.gateway.telemetry.TenantMeters;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.upstream.Upstreams;
import java.time.Duration;
import java.util.Map;

/**
 * Everything that a reload may change, at one moment. A write takes it once and keeps to it; the
 * next one may see another, swapped whole.
 *
 * @param deadline from the end of a body to its answer
 */
public record Serving(
    Authenticator authenticator,
    Map<TenantId, ServedTenant> tenants,
    Upstreams upstreams,
    Duration deadline) {
  /** What a tenant's writes need. */
  public record ServedTenant(TenantPlan plan, TenantLimiter limiter, TenantMeters meters) {}

  public Serving {
    tenants = Map.copyOf(tenants);
  }
}

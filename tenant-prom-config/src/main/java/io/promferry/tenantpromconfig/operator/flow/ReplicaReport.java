package io.promferry.tenantpromconfig.operator.flow;

import io.promferry.tenantpromconfig.model.TenantId;
import io.promferry.tenantpromconfig.operator.GatewayReports.Flow;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one replica has answered.
 *
 * @param entries versions of the entries that it has loaded, by their names
 */
record ReplicaReport(Map<TenantId, Tenant> tenants, Map<String, String> entries) {
  ReplicaReport {
    tenants = Map.copyOf(tenants);
    entries = Map.copyOf(entries);
  }

  /**
   * What it knows of one tenant.
   *
   * @param text its verdict in plain words
   * @param lastUsed by the credentials' ids
   */
  record Tenant(
      Flow flow,
      String text,
      @Nullable Instant lastWrite,
      @Nullable Instant lastSample,
      Map<String, Instant> lastUsed) {
    Tenant {
      lastUsed = Map.copyOf(lastUsed);
    }
  }

  Optional<Tenant> of(TenantId id) {
    return Optional.ofNullable(tenants.get(id));
  }
}

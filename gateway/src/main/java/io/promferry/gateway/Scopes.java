package io.promferry.gateway;

import io.promferry.gateway.config.LabelsConfig;
import io.promferry.gateway.discovery.TenantScope;
import io.promferry.gateway.tenant.Tenant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which scrape targets each of all tenants may see. */
final class Scopes {
  private final Map<String, Long> tenantsOfVpc;
  private final Set<String> forced;

  Scopes(Collection<Tenant> tenants, LabelsConfig labels) {
    tenantsOfVpc =
        tenants.stream()
            .map(tenant -> tenant.id().vpc())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    forced = new HashSet<>(labels.extra().keySet());
    forced.add(labels.tenant());
    forced.add(labels.vpc());
  }

  /** Of one of these tenants. */
  TenantScope of(Tenant tenant) {
    boolean shares = tenantsOfVpc.getOrDefault(tenant.id().vpc(), 0L) > 1;
    return new TenantScope(tenant.id(), tenant.namespaces(), shares, forced);
  }
}

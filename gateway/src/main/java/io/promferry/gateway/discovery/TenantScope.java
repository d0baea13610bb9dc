package io.promferry.gateway.discovery;

import io.promferry.gateway.tenant.TenantId;
import java.util.List;
import java.util.Set;

/**
 * What decides what a tenant may see.
 *
 * @param namespaces that its entry names; empty where it names none
 * @param sharesVpc whether other tenants have entries for the same VPC
 * @param forcedLabels names that no target may set: the gateway forces them
 */
public record TenantScope(
    TenantId id, List<String> namespaces, boolean sharesVpc, Set<String> forcedLabels) {
  public TenantScope {
    namespaces = List.copyOf(namespaces);
    forcedLabels = Set.copyOf(forcedLabels);
  }
}

package io.promferry.tenantpromconfig.model;

import java.util.List;

/**
 * A MetricsTenant with every default filled in.
 *
 * @param name of the object; names everything that is made for it
 */
public record Tenancy(String name, TenantId id, String namespace, MetricsTenantSpec spec) {
  /** Of an object that may be incomplete; problems are for {@code render}. */
  public static Tenancy of(MetricsTenant tenant) {
    var spec = tenant.getSpec();
    var name = tenant.getMetadata().getName();
    return new Tenancy(
        name,
        new TenantId(spec.tenant() == null ? name : spec.tenant(), spec.vpc()),
        spec.namespace(),
        spec);
  }

  /** The rules, or none. */
  public List<RelabelRule> relabel() {
    return spec.relabel() == null ? List.of() : spec.relabel();
  }
}

package io.promferry.tenantpromconfig.render;

import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.Tenancy;
import io.promferry.tenantpromconfig.model.TenancyRules;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Renders a tenant for one platform. */
public final class TenantRenderer {
  /** An object that is not in a cluster yet is the youngest. */
  private static final Comparator<Tenancy> BY_AGE =
      Comparator.<Tenancy, Boolean>comparing(tenant -> tenant.created().isEmpty())
          .thenComparing(Tenancy::created)
          .thenComparing(Tenancy::name);

  private final Platform platform;

  public TenantRenderer(Platform platform) {
    this.platform = platform;
  }

  /**
   * Everything that the tenant needs; never fails for what stands in its object: that is a problem
   * of the result.
   */
  public RenderedTenant render(Tenancy tenant, Surroundings surroundings) {
    var problems = new Problems();
    var invalid = TenancyRules.problems(tenant);
    if (!invalid.isEmpty()) {
      invalid.forEach(one -> problems.add(ConditionType.READY, "Invalid", one));
      return nothing(problems);
    }
    var older = olderWithTheSameId(tenant, surroundings.others());
    if (older.isPresent()) {
      problems.add(
          ConditionType.READY,
          "Duplicate",
          "MetricsTenant '%s' is older and claims %s already; delete one of the two"
              .formatted(older.get().name(), tenant.id()));
      return nothing(problems);
    }
    var network = Network.of(surroundings);
    return Placement.find(tenant, network, problems)
        .map(placement -> placed(tenant, placement, network, surroundings, problems))
        .orElseGet(() -> nothing(problems));
  }

  private RenderedTenant placed(
      Tenancy tenant,
      Placement placement,
      Network network,
      Surroundings surroundings,
      Problems problems) {
    var way =
        new Ways(new Situation(platform, tenant, placement, network, surroundings, problems))
            .choose();
    var entry =
        new EntrySecret(platform, tenant, placement.vpc(), network, problems)
            .render(way, surroundings);
    if (!way.mayRun()) {
      return new RenderedTenant(
          entry, null, null, null, null, null, way.vpcEntries(), problems.all());
    }
    var workload = new PrometheusWorkload(platform, tenant);
    return new RenderedTenant(
        entry,
        workload.serviceAccount(),
        workload.config(way),
        workload.statefulSet(way),
        way.securityGroup(),
        way.egressGateway(),
        way.vpcEntries(),
        problems.all());
  }

  private static Optional<Tenancy> olderWithTheSameId(Tenancy tenant, List<Tenancy> others) {
    return others.stream()
        .filter(other -> !other.name().equals(tenant.name()) && other.id().equals(tenant.id()))
        .filter(other -> BY_AGE.compare(other, tenant) < 0)
        .min(BY_AGE);
  }

  private static RenderedTenant nothing(Problems problems) {
    return new RenderedTenant(null, null, null, null, null, null, List.of(), problems.all());
  }
}

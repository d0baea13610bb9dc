package io.promferry.tenantpromconfig.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.Tenancy;
import io.promferry.tenantpromconfig.operator.objects.Owner;
import io.promferry.tenantpromconfig.operator.status.Findings;
import java.util.function.Supplier;

/** Begins looks at tenants, each with the platform's settings as they are then. */
final class Turns {
  private final KubernetesClient client;
  private final Supplier<Platform> platform;
  private final NamespaceAccess.Settings access;

  Turns(KubernetesClient client, Supplier<Platform> platform, NamespaceAccess.Settings access) {
    this.client = client;
    this.platform = platform;
    this.access = access;
  }

  Turn of(MetricsTenant tenant) {
    var findings = new Findings();
    var owner = Owner.of(tenant);
    return new Turn(
        tenant,
        Tenancy.of(tenant),
        owner,
        platform.get(),
        findings,
        new Attempts(findings, new NamespaceAccess(client, owner, access)));
  }
}

package io.promferry.tenantpromconfig.operator;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.Names;
import io.promferry.tenantpromconfig.model.kubeovn.Subnet;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway;
import java.util.List;

/** The cluster as it is at the moment, without informers. */
record ListedView(KubernetesClient client) implements Observed {
  @Override
  public List<MetricsTenant> tenants() {
    return client.resources(MetricsTenant.class).list().getItems();
  }

  @Override
  public List<Vpc> vpcs() {
    return client.resources(Vpc.class).list().getItems();
  }

  @Override
  public List<Subnet> subnets() {
    return client.resources(Subnet.class).list().getItems();
  }

  @Override
  public List<VpcEgressGateway> egressGateways() {
    return client.resources(VpcEgressGateway.class).inAnyNamespace().list().getItems();
  }

  @Override
  public List<Secret> entries() {
    return client
        .secrets()
        .inNamespace("promferry-tenants")
        .withLabel(Names.TENANT_LABEL)
        .list()
        .getItems();
  }
}

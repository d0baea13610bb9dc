package io.promferry.tenantpromconfig.operator;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.kubeovn.Subnet;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.function.Supplier;

/**
 * A view in which there is nothing of a kind that the cluster does not know, so that a tenant can
 * be taken away after Kube-OVN was.
 */
record TolerantView(Observed observed) implements Observed {
  @Override
  public List<MetricsTenant> tenants() {
    return observed.tenants();
  }

  @Override
  public List<Vpc> vpcs() {
    return orNone(observed::vpcs);
  }

  @Override
  public List<Subnet> subnets() {
    return orNone(observed::subnets);
  }

  @Override
  public List<VpcEgressGateway> egressGateways() {
    return orNone(observed::egressGateways);
  }

  @Override
  public List<Secret> entries() {
    return observed.entries();
  }

  private static <T> List<T> orNone(Supplier<List<T>> list) {
    try {
      return list.get();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }
}

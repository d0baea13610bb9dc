package io.promferry.tenantpromconfig.operator;

import io.fabric8.kubernetes.api.model.Secret;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.kubeovn.Subnet;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway;
import java.util.List;

/**
 * What of the cluster is the same for all tenants. Each call may throw the API server's refusal, as
 * where Kube-OVN is missing.
 */
interface Observed {
  List<MetricsTenant> tenants();

  List<Vpc> vpcs();

  List<Subnet> subnets();

  /** Of all namespaces, those that the operator did not make among them. */
  List<VpcEgressGateway> egressGateways();

  /** All tenant entries, those that the operator did not make among them. */
  List<Secret> entries();
}

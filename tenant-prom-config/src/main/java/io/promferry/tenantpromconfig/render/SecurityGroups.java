package io.promferry.tenantpromconfig.render;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.promferry.tenantpromconfig.model.IpRange;
import io.promferry.tenantpromconfig.model.PrometheusSpec;
import io.promferry.tenantpromconfig.model.Tenancy;
import io.promferry.tenantpromconfig.model.kubeovn.SecurityGroup;
import io.promferry.tenantpromconfig.model.kubeovn.SecurityGroup.Rule;
import io.promferry.tenantpromconfig.model.kubeovn.Subnet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's Prometheus may send and receive; a pod with a group may do nothing else. Rules
 * see the Service's address, because they are evaluated before the load balancer.
 */
final class SecurityGroups {
  private static final int LAST_PORT = 65_535;

  private final Tenancy tenant;

  SecurityGroups(Tenancy tenant) {
    this.tenant = tenant;
  }

  /** For the interface in the VPC: the gateway, and scraping within the VPC. */
  SecurityGroup inVpc(Placement placement, IpRange dial, int port) {
    var gateways = Network.gateways(placement.subnet());
    var own = placement.subnets().stream().map(Network::ranges).flatMap(List::stream).toList();
    var egress = new Rules();
    gateways.forEach(egress::all);
    egress.tcp(dial, port, port);
    own.forEach(range -> egress.tcp(range, 1, LAST_PORT));
    var ingress = new Rules();
    gateways.forEach(ingress::icmp);
    if (tenant.prometheus().mode() == PrometheusSpec.Mode.SERVER) {
      own.forEach(range -> ingress.tcp(range, PrometheusWorkload.PORT, PrometheusWorkload.PORT));
    }
    return group(ingress, egress);
  }

  /** For the interface in the default VPC: the gateway, and nothing comes in. */
  SecurityGroup inDefaultVpc(Subnet subnet, IpRange dial, int port) {
    var gateways = Network.gateways(subnet);
    var egress = new Rules();
    gateways.forEach(egress::icmp);
    egress.tcp(dial, port, port);
    var ingress = new Rules();
    gateways.forEach(ingress::icmp);
    return group(ingress, egress);
  }

  private SecurityGroup group(Rules ingress, Rules egress) {
    var group = new SecurityGroup();
    group.setMetadata(
        new ObjectMetaBuilder()
            .withName(tenant.names().securityGroup())
            .withLabels(tenant.names().labels())
            .build());
    group.setSpec(
        new SecurityGroup.Spec(false, List.copyOf(ingress.rules), List.copyOf(egress.rules)));
    return group;
  }

  /** One direction's, each with a priority of its own, as Kube-OVN wants it. */
  private static final class Rules {
    private final List<Rule> rules = new ArrayList<>();

    /** The subnet's gateway must answer the CNI's ping, or the pod never starts. */
    void icmp(IpRange remote) {
      add("icmp", remote, null, null);
    }

    void all(IpRange remote) {
      add("all", remote, null, null);
    }

    void tcp(IpRange remote, int first, int last) {
      add("tcp", remote, first, last);
    }

    private void add(
        String protocol, IpRange remote, @Nullable Integer first, @Nullable Integer last) {
      rules.add(
          new Rule(
              remote.isIpv4() ? "ipv4" : "ipv6",
              protocol,
              rules.size() + 1,
              "address",
              remote.text(),
              first,
              last,
              "allow"));
    }
  }
}

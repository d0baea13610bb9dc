package io.promferry.loadtests.lab;

import static io.promferry.loadtests.lab.Tenants.ACME;
import static io.promferry.loadtests.lab.Tenants.BETA;

import com.sun.net.httpserver.HttpServer;
import io.promferry.loadtests.lab.Probe.Connection;
import io.promferry.loadtests.lab.Probe.Packet;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * What a tenant must not reach, with somebody who listens there. While this is open, the egress
 * replicas of acme send UDP on as it comes, as with a policy of {@code snat: false}, and a pod of
 * acme and one of its replicas have addresses more, which are not theirs.
 */
final class ProbeTargets implements AutoCloseable {
  private static final String FORGED_POD = "10.16.0.77";
  private static final String FORGED_TENANT = BETA.addresses().getLast();

  private final VpcLab lab;
  private final List<HttpServer> listening = new ArrayList<>();

  private ProbeTargets(VpcLab lab) {
    this.lab = lab;
  }

  static ProbeTargets open(VpcLab lab) {
    var targets = new ProbeTargets(lab);
    targets.listen(DefaultVpc.OTHER_NETWORK, Addresses.OTHER_PORT);
    targets.listen(DefaultVpc.NODE_NETWORK, Addresses.KUBELET_PORT);
    Tenants.ALL.forEach(
        tenant -> targets.listen(tenant.replicas().getFirst().pod(), Addresses.OTHER_PORT));
    targets.tamper("-I", "add");
    return targets;
  }

  /** What the transit subnet's ACL keeps from getting through. */
  List<Probe> probes() {
    var probes = new ArrayList<Probe>();
    for (var tenant : Tenants.ALL) {
      var from = lab.network(tenant.prometheusPod());
      var other = Tenants.others(tenant).findFirst().orElseThrow();
      add(
          probes,
          tenant,
          from,
          "a pod of the default VPC",
          Addresses.OTHER_POD,
          Addresses.OTHER_PORT);
      add(
          probes,
          tenant,
          from,
          "the gateway's operators' port",
          Addresses.GATEWAY_PODS.getFirst(),
          Addresses.OPERATORS_PORT);
      add(probes, tenant, from, "the central store", Addresses.STORE, Addresses.STORE_PORT);
      add(
          probes,
          tenant,
          from,
          "the Kubernetes API's ClusterIP",
          Addresses.API_VIP,
          Addresses.API_VIP_PORT);
      add(probes, tenant, from, "the node's kubelet", Addresses.NODE, Addresses.KUBELET_PORT);
      add(
          probes,
          tenant,
          from,
          "the egress gateway of " + other.name(),
          other.replicas().getFirst().outside(),
          Addresses.OTHER_PORT);
    }
    // Its VPC has the same range as the default one: what is for these pods stays there.
    probes.removeIf(probe ->
        probe.what().startsWith("delta")
            && probe instanceof Connection(_, _, var to, _)
            && to.startsWith("10.16."));
    var acme = lab.network(ACME.prometheusPod());
    var other = lab.network(DefaultVpc.OTHER_NETWORK);
    var betas = lab.network(BETA.replicas().getFirst().pod());
    var replica = lab.network(ACME.replicas().getFirst().pod());
    probes.add(
        new Packet(
            "acme's untranslated packet to a pod of the default VPC",
            acme,
            ACME.prometheus(),
            other,
            Addresses.OTHER_POD));
    probes.add(
        new Packet(
            "acme's untranslated packet to beta's egress gateway",
            acme,
            ACME.prometheus(),
            betas,
            BETA.replicas().getFirst().outside()));
    probes.add(
        new Packet(
            "a packet from acme's egress gateway with the source of a pod of the default VPC",
            replica,
            FORGED_POD,
            other,
            Addresses.OTHER_POD));
    return probes;
  }

  /** What no way leads to, whatever the ACL. */
  List<Probe> neverReachable() {
    var acme = lab.network(ACME.prometheusPod());
    var app = lab.network(ACME.appPod(0));
    var other = lab.network(DefaultVpc.OTHER_NETWORK);
    return List.of(
        new Packet(
            "a packet of acme with beta's transit address as its source",
            acme,
            FORGED_TENANT,
            other,
            Addresses.OTHER_POD),
        new Connection(
            "a pod of acme that is not its Prometheus, to the gateway",
            app,
            Addresses.GATEWAY_VIP,
            Addresses.GATEWAY_VIP_PORT),
        new Connection(
            "a pod of the default VPC, to acme's", other, ACME.apps().getFirst(), Exporter.PORT));
  }

  @Override
  public void close() {
    tamper("-D", "del");
    listening.forEach(server -> server.stop(0));
  }

  private static void add(
      List<Probe> to,
      TenantVpc tenant,
      NetworkNamespace from,
      String what,
      String address,
      int port) {
    to.add(
        new Connection(
            "%s to %s %s:%d".formatted(tenant.name(), what, address, port), from, address, port));
  }

  private void listen(String network, int port) {
    var server = lab.network(network).call(() -> HttpServer.create(new InetSocketAddress(port), 0));
    server.start();
    listening.add(server);
  }

  private void tamper(String rule, String address) {
    var script = new StringBuilder();
    for (var replica : ACME.replicas()) {
      script.append(replica.nat(rule + " POSTROUTING -p udp -j RETURN")).append('\n');
    }
    script.append(
        "ip -n %s addr %s %s/32 dev lo%n"
            .formatted(ACME.replicas().getFirst().pod(), address, FORGED_POD));
    script.append(
        "ip -n %s addr %s %s/32 dev lo%n".formatted(ACME.prometheusPod(), address, FORGED_TENANT));
    lab.ovn().run(script.toString());
  }
}

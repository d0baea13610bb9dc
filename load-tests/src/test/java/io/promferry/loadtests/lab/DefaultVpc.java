package io.promferry.loadtests.lab;

import static io.promferry.loadtests.lab.Addresses.API_PORT;
import static io.promferry.loadtests.lab.Addresses.API_VIP;
import static io.promferry.loadtests.lab.Addresses.API_VIP_PORT;
import static io.promferry.loadtests.lab.Addresses.DEFAULT_VPC;
import static io.promferry.loadtests.lab.Addresses.GATEWAY_PODS;
import static io.promferry.loadtests.lab.Addresses.GATEWAY_VIP;
import static io.promferry.loadtests.lab.Addresses.GATEWAY_VIP_PORT;
import static io.promferry.loadtests.lab.Addresses.JOIN;
import static io.promferry.loadtests.lab.Addresses.NODE;
import static io.promferry.loadtests.lab.Addresses.NODE_ON_JOIN;
import static io.promferry.loadtests.lab.Addresses.OTHER_POD;
import static io.promferry.loadtests.lab.Addresses.OVN_DEFAULT;
import static io.promferry.loadtests.lab.Addresses.STORE;
import static io.promferry.loadtests.lab.Addresses.TRANSIT;
import static io.promferry.loadtests.lab.Addresses.WRITE_PORT;
import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * Kube-OVN's default VPC {@code ovn-cluster}: pods, the transit subnet, a node, and Services as
 * balancers at the subnets' switches.
 */
final class DefaultVpc {
  static final String STORE_NETWORK = "store";
  static final String OTHER_NETWORK = "other";
  static final String NODE_NETWORK = "node";

  private DefaultVpc() {}

  static String gatewayNetwork(int replica) {
    return "gateway-" + replica;
  }

  static void wire(Wiring wiring) {
    wiring.router(DEFAULT_VPC);
    List.of(OVN_DEFAULT, TRANSIT, JOIN).forEach(subnet -> wiring.subnet(DEFAULT_VPC, subnet));
    for (var replica = 0; replica < GATEWAY_PODS.size(); replica++) {
      wiring.pod(gatewayNetwork(replica), OVN_DEFAULT, GATEWAY_PODS.get(replica));
    }
    wiring.pod(STORE_NETWORK, OVN_DEFAULT, STORE).pod(OTHER_NETWORK, OVN_DEFAULT, OTHER_POD);
    wireNode(wiring);
    wireServices(wiring);
    TransitAcl.ofChart().forEach(rule -> wiring.tell(rule.command()));
  }

  /** What leaves the VPC goes to the node, and so does what is for the node itself. */
  private static void wireNode(Wiring wiring) {
    wiring
        .pod(NODE_NETWORK, JOIN, NODE_ON_JOIN)
        .shell("ip -n %s addr add %s/32 dev lo".formatted(NODE_NETWORK, NODE))
        .tell("lr-route-add %s 0.0.0.0/0 %s".formatted(DEFAULT_VPC, NODE_ON_JOIN))
        .tell(
            "lr-policy-add %s 30000 'ip4.dst == %s' reroute %s"
                .formatted(DEFAULT_VPC, NODE, NODE_ON_JOIN));
  }

  private static void wireServices(Wiring wiring) {
    var gateways = GATEWAY_PODS.stream().map(pod -> pod + ':' + WRITE_PORT).collect(joining(","));
    wiring
        .tell("lb-add services %s:%d %s".formatted(GATEWAY_VIP, GATEWAY_VIP_PORT, gateways))
        .tell("lb-add services %s:%d %s:%d".formatted(API_VIP, API_VIP_PORT, NODE, API_PORT));
    List.of(OVN_DEFAULT, TRANSIT)
        .forEach(subnet -> wiring.tell("ls-lb-add %s services".formatted(subnet.name())));
  }
}

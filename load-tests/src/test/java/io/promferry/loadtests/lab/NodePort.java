package io.promferry.loadtests.lab;

import static io.promferry.loadtests.lab.DefaultVpc.NODE_NETWORK;

/**
 * A Service of type NodePort at the node, as kube-proxy makes it: whoever comes is translated once
 * more, so that the gateway sees nobody but the node. The transit subnet's ACL lets tenants reach
 * it as long as it is open.
 */
final class NodePort implements AutoCloseable {
  static final int PORT = 30443;

  private static final TransitAcl RULE =
      new TransitAcl(
          "from-lport",
          2050,
          "allow-related",
          "ip4.dst == %s && tcp.dst == %d".formatted(Addresses.NODE, PORT));

  private final Ovn ovn;

  private NodePort(Ovn ovn) {
    this.ovn = ovn;
  }

  static NodePort open(Ovn ovn) {
    ovn.northbound(RULE.command());
    ovn.run("ip netns exec %s sysctl -qw net.ipv4.ip_forward=1%n".formatted(NODE_NETWORK));
    ovn.run(translation("-A"));
    return new NodePort(ovn);
  }

  @Override
  public void close() {
    ovn.run(translation("-D"));
    ovn.northbound(
        "acl-del %s %s %d '%s'"
            .formatted(Addresses.TRANSIT.name(), RULE.direction(), RULE.priority(), RULE.match()));
  }

  private static String translation(String rule) {
    return """
    nat() { ip netns exec %s iptables -w -t nat "$@"; }
    nat %2$s PREROUTING -p tcp --dport %3$d -j DNAT --to-destination %4$s:%5$d
    nat %2$s POSTROUTING -p tcp -d %4$s --dport %5$d -j MASQUERADE
    """
        .formatted(
            NODE_NETWORK, rule, PORT, Addresses.GATEWAY_PODS.getFirst(), Addresses.WRITE_PORT);
  }
}

package io.promferry.loadtests.lab;

/**
 * One pod of a VPC's egress gateway.
 *
 * @param inside its address in the VPC
 * @param outside its address in the transit subnet, which receivers see
 */
record EgressReplica(String pod, String inside, String outside) {
  private static final int INSIDE_TABLE = 1000;

  /** As Kube-OVN's init script leaves the pod. */
  void wire(Wiring wiring, Range subnet) {
    var transit = Addresses.TRANSIT;
    wiring
        .nic(pod, "eth0", subnet, inside)
        .nic(pod, "net1", transit, outside)
        .shell(
            "ip netns exec %s sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.eth0.rp_filter=0"
                .formatted(pod))
        .shell(ip("route add default via %s dev net1".formatted(transit.gateway())))
        .shell(ip("route add default via %s dev net1 table default".formatted(transit.gateway())))
        .shell(
            ip(
                "route add default via %s dev eth0 table %d"
                    .formatted(subnet.gateway(), INSIDE_TABLE)))
        .shell(ip("rule add priority 1001 iif eth0 lookup default"))
        .shell(ip("rule add priority 1002 iif net1 lookup " + INSIDE_TABLE))
        .shell(
            ip("rule add priority 1003 iif lo from %s lookup %d".formatted(inside, INSIDE_TABLE)))
        .shell(ip("rule add priority 1004 iif lo from %s lookup default".formatted(outside)))
        .shell(nat("-A POSTROUTING -j MASQUERADE --random-fully"));
  }

  /** For OVN: nothing comes from it or gets to it any more, as when its node dies. */
  String unplug() {
    return enabled("disabled");
  }

  /** For OVN: takes {@link #unplug} back. */
  String plugIn() {
    return enabled("enabled");
  }

  /** A line for the shell that changes the rules of its address translation. */
  String nat(String rule) {
    return "ip netns exec %s iptables -w -t nat %s".formatted(pod, rule);
  }

  private String enabled(String state) {
    return "lsp-set-enabled %1$s.eth0 %2$s -- lsp-set-enabled %1$s.net1 %2$s".formatted(pod, state);
  }

  private String ip(String command) {
    return "ip -n %s %s".formatted(pod, command);
  }
}

package io.promferry.loadtests.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Collects what kernel, switch and OVN have to be told, in the rows that Kube-OVN's controller
 * writes ({@code shared/facts/kube-ovn.md}, 2.1), so that all of it can be said at once.
 */
final class Wiring {
  private static final int MTU = 1400;

  private final StringBuilder kernel = new StringBuilder();
  private final List<String> northbound = new ArrayList<>();
  private final List<String> ports = new ArrayList<>();
  private final Set<String> networks = new HashSet<>();
  private int nics;

  /** A VPC. */
  Wiring router(String vpc) {
    return tell("lr-add " + vpc);
  }

  /** What the VPC's own subnets send each other never leaves it. */
  Wiring subnet(String vpc, Range subnet) {
    var port = vpc + '-' + subnet.name();
    return tell("lrp-add %s %s %s %s".formatted(vpc, port, mac(port), subnet.gatewayCidr()))
        .tell("ls-add " + subnet.name())
        .tell("lsp-add %s %s.router".formatted(subnet.name(), subnet.name()))
        .tell("lsp-set-type %s.router router".formatted(subnet.name()))
        .tell("lsp-set-addresses %s.router router".formatted(subnet.name()))
        .tell("lsp-set-options %s.router router-port=%s".formatted(subnet.name(), port))
        .tell("lr-policy-add %s 31000 'ip4.dst == %s' allow".formatted(vpc, subnet.cidr()));
  }

  /** One command for OVN's northbound database, quoted for a shell. */
  Wiring tell(String command) {
    northbound.add(command);
    return this;
  }

  /** One line for the shell, after everything is plugged in. */
  Wiring shell(String line) {
    kernel.append(line).append('\n');
    return this;
  }

  /** A pod's interface in a subnet; the pod's network is made with its first. */
  Wiring nic(String pod, String device, Range subnet, String address) {
    var port = pod + '.' + device;
    var host = "h" + ++nics;
    if (networks.add(pod)) {
      shell("ip netns add " + pod);
      shell("ip -n %s link set lo up".formatted(pod));
      shell(
          "ip netns exec %s sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0"
              .formatted(pod));
    }
    shell(
        """
        ip link add %1$s mtu %2$d type veth peer name %3$s netns %4$s
        ip link set %1$s up
        ip -n %4$s link set %3$s address %5$s mtu %2$d up
        ip -n %4$s addr add %6$s/%7$d dev %3$s
        ethtool -K %1$s tx off >/dev/null
        ip netns exec %4$s env LD_LIBRARY_PATH="$OVN_LIBRARIES" ethtool -K %3$s tx off tso off gso off >/dev/null\
        """
            .formatted(host, MTU, device, pod, mac(port), address, subnet.prefix()));
    ports.add("add-port br-int " + host);
    ports.add("set interface %s external_ids:iface-id=%s".formatted(host, port));
    return tell("lsp-add %s %s".formatted(subnet.name(), port))
        .tell("lsp-set-addresses %s '%s %s'".formatted(port, mac(port), address));
  }

  /** A pod with one interface, whose way out is its subnet's gateway. */
  Wiring pod(String pod, Range subnet, String address) {
    return nic(pod, "eth0", subnet, address)
        .shell("ip -n %s route add default via %s".formatted(pod, subnet.gateway()));
  }

  String script() {
    return kernel + together("ovs-vsctl", ports) + together("ovn-nbctl", northbound);
  }

  private static String together(String tool, List<String> commands) {
    return commands.isEmpty() ? "" : tool + ' ' + String.join(" -- ", commands) + '\n';
  }

  private static String mac(String of) {
    var hash = UUID.nameUUIDFromBytes(of.getBytes(UTF_8)).toString();
    return "02:00:%s:%s:%s:%s"
        .formatted(
            hash.substring(0, 2), hash.substring(2, 4), hash.substring(4, 6), hash.substring(6, 8));
  }
}

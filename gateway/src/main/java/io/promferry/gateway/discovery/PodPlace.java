package io.promferry.gateway.discovery;

import io.promferry.gateway.tenant.AddressText;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Whether a pod is in a VPC, and under which address. What its annotations say can only take it
 * out, never bring it in: its namespace's membership comes from the {@link Topology}, its address
 * from its status.
 */
sealed interface PodPlace {
  /** It is there. */
  record Inside(InetAddress address) implements PodPlace {
    /** For {@code __address__}: RFC 3986 wants brackets around IPv6. */
    String host() {
      var text = AddressText.of(address);
      return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }
  }

  /** It is not, or it is not sure. */
  record Outside(String why) implements PodPlace {}

  /** Of a pod whose namespace belongs to the VPC. */
  static PodPlace of(PodFacts pod, String vpc, Topology topology) {
    var claim = pod.network();
    if (pod.hostNetwork()) {
      return new Outside("is in the node's network (hostNetwork)");
    }
    if (claim.router().isEmpty()
        ? topology.isInSeveralVpcs(pod.namespace())
        : !claim.router().equals(vpc)) {
      return new Outside(
          "is not said to be in this VPC: its namespace may be in others too, or its annotation"
              + " logical_router names another");
    }
    var subnets =
        topology.subnetsOf(vpc).stream()
            .filter(subnet ->
                claim.logicalSwitch().isEmpty() || subnet.name().equals(claim.logicalSwitch()))
            .toList();
    var claimed = claim.addresses().stream().flatMap(text -> literal(text).stream()).toList();
    return pod.addresses().stream()
        .flatMap(text -> literal(text).stream())
        .filter(address -> claimed.contains(address) && isIn(subnets, address))
        .findFirst()
        .<PodPlace>map(Inside::new)
        .orElseGet(() ->
            new Outside(
                "has no address that its status and its annotation ip_address agree on and that"
                    + " lies in its subnet of this VPC"));
  }

  private static boolean isIn(List<SubnetFacts> subnets, InetAddress address) {
    return subnets.stream().anyMatch(subnet -> subnet.contains(address));
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

package io.promferry.loadtests.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A tenant and its VPC.
 *
 * @param prometheus the address of its Prometheus
 * @param apps the addresses of the pods that it scrapes
 * @param spareAddress of the transit subnet, for the time when a replica replaces another
 */
record TenantVpc(
    String name,
    Range subnet,
    String prometheus,
    List<String> apps,
    List<EgressReplica> replicas,
    String spareAddress) {
  /** What is pinned for it: its replicas' addresses in the transit subnet, and one more. */
  List<String> addresses() {
    return Stream.concat(replicas.stream().map(EgressReplica::outside), Stream.of(spareAddress))
        .toList();
  }

  String namespace() {
    return name;
  }

  String token() {
    return "token-of-" + name;
  }

  String tokenDigest() {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(token().getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  String vpc() {
    return "vpc-" + name;
  }

  String prometheusPod() {
    return name + "-prometheus";
  }

  String appPod(int number) {
    return name + "-app-" + number;
  }

  void wire(Wiring wiring) {
    wiring.router(vpc()).subnet(vpc(), subnet);
    wiring.tell(
        "--policy=src-ip lr-route-add %s %s %s".formatted(vpc(), subnet.cidr(), subnet.gateway()));
    wiring.pod(prometheusPod(), subnet, prometheus);
    for (var number = 0; number < apps.size(); number++) {
      wiring.pod(appPod(number), subnet, apps.get(number));
    }
    replicas.forEach(replica -> replica.wire(wiring, subnet));
    wiring.tell("create address_set name=VEG_%s addresses='\"%s\"'".formatted(name, prometheus));
    wiring.tell(reroute());
  }

  /** For the shell: its Prometheus leaves the VPC by way of these replicas from now on. */
  String rerouteTo(List<EgressReplica> by) {
    return """
    policy=$(ovn-nbctl --bare --columns=_uuid find logical_router_policy 'match="%s"')
    ovn-nbctl set logical_router_policy $policy nexthops='%s'
    """
        .formatted(match(), inside(by, "\"", "\",\""));
  }

  private String reroute() {
    return "lr-policy-add %s 29100 '%s' reroute %s"
        .formatted(vpc(), match(), inside(replicas, "", ","));
  }

  private String match() {
    return "ip4.src == $VEG_" + name;
  }

  private static String inside(List<EgressReplica> replicas, String quote, String delimiter) {
    return replicas.stream().map(EgressReplica::inside).collect(joining(delimiter, quote, quote));
  }
}

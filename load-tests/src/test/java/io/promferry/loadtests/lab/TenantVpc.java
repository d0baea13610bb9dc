package io.promferry.loadtests.lab;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * A tenant and its VPC.
 *
 * @param prometheus the address of its Prometheus
 * @param apps the addresses of the pods that it scrapes
 */
record TenantVpc(
    String name, Range subnet, String prometheus, List<String> apps, List<EgressReplica> replicas) {
  /** What a receiver may see this tenant come from. */
  List<String> addresses() {
    return replicas.stream().map(EgressReplica::outside).toList();
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
    return "lr-policy-add %s 29100 '%s' reroute %s".formatted(vpc(), match(), inside(replicas, "", ","));
  }

  private String match() {
    return "ip4.src == $VEG_" + name;
  }

  private static String inside(List<EgressReplica> replicas, String quote, String delimiter) {
    return replicas.stream().map(EgressReplica::inside).collect(joining(delimiter, quote, quote));
  }
}

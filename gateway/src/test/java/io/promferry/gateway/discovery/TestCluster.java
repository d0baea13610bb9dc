package io.promferry.gateway.discovery;

import io.promferry.gateway.discovery.Monitor.Endpoint;
import io.promferry.gateway.discovery.Monitor.Kind;
import io.promferry.gateway.discovery.Monitor.NamespaceChoice;
import io.promferry.gateway.discovery.Monitor.Relabeling;
import io.promferry.gateway.discovery.PodFacts.Controller;
import io.promferry.gateway.discovery.PodFacts.NetworkClaim;
import io.promferry.gateway.discovery.ServiceFacts.ServicePort;
import io.promferry.gateway.tenant.AddressRange;
import io.promferry.gateway.tenant.TenantId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cluster in which VPC vpc-acme has the namespaces acme and acme-b, and vpc-beta the namespace
 * beta; both have one and the same range, 10.0.1.0/24.
 */
final class TestCluster {
  static final Set<String> FORCED = Set.of("tenant", "vpc", "cluster");
  static final TenantScope ACME = scope("acme", "vpc-acme", false);
  static final TenantScope BETA = scope("beta", "vpc-beta", false);

  private final KnownCluster known = new KnownCluster();

  TestCluster() {
    vpc(new VpcFacts("ovn-cluster", true, List.of("default")));
    vpc(new VpcFacts("vpc-acme", false, List.of("acme", "acme-b")));
    vpc(new VpcFacts("vpc-beta", false, List.of("beta")));
    subnet("ovn-default", "ovn-cluster", "10.16.0.0/16");
    subnet("acme-net", "vpc-acme", "10.0.1.0/24", "fd00:1::/64");
    subnet("beta-net", "vpc-beta", "10.0.1.0/24");
    for (var name : List.of("default", "acme", "acme-b", "beta")) {
      namespace(name, Map.of());
    }
  }

  static TenantScope scope(String tenant, String vpc, boolean sharesVpc, String... namespaces) {
    return new TenantScope(new TenantId(tenant, vpc), List.of(namespaces), sharesVpc, FORCED);
  }

  KnownCluster known() {
    return known;
  }

  void vpc(VpcFacts vpc) {
    known.vpcs().put("", vpc.name(), vpc);
  }

  void subnet(String name, String vpc, String... ranges) {
    subnet(new SubnetFacts(name, vpc, List.of(), List.of(), ranges(ranges)));
  }

  void subnet(SubnetFacts subnet) {
    known.subnets().put("", subnet.name(), subnet);
  }

  static List<AddressRange> ranges(String... ranges) {
    return Arrays.stream(ranges).map(AddressRange::parse).toList();
  }

  void namespace(String name, Map<String, String> labels) {
    known.namespaces().put("", name, new NamespaceFacts(name, labels));
  }

  void add(TestPod pod) {
    known.pods().put(pod.namespace(), pod.name(), pod.facts());
  }

  void service(
      String namespace,
      String name,
      Map<String, String> annotations,
      Map<String, String> selector) {
    known
        .services()
        .put(
            namespace,
            name,
            new ServiceFacts(
                namespace,
                name,
                Map.of("app", name, "team", "blue"),
                annotations,
                selector,
                List.of(new ServicePort("web", 80, "8080", "TCP"))));
  }

  void podMonitor(String namespace, String name, Endpoint... endpoints) {
    monitor(
        new Monitor(
            Kind.POD,
            namespace,
            name,
            "",
            List.of(),
            List.of("app"),
            LabelSelector.EVERYTHING,
            NamespaceChoice.OWN,
            List.of(endpoints),
            List.of()));
  }

  void monitor(Monitor monitor) {
    var shelf = monitor.kind() == Kind.POD ? known.podMonitors() : known.serviceMonitors();
    shelf.put(monitor.namespace(), monitor.name(), monitor);
  }

  static Endpoint endpoint(String port, Relabeling... relabelings) {
    return new Endpoint(port, "", "", "", Map.of(), "", "", List.of(relabelings), List.of());
  }

  /** A rule that sets a label to a value. */
  static Relabeling set(String label, String value) {
    return new Relabeling(List.of(), null, null, 0, label, value, null);
  }

  List<Target> targets(TenantScope scope) {
    return TargetSearch.of(known, scope).targets();
  }

  List<String> addresses(TenantScope scope) {
    return targets(scope).stream().map(Target::address).toList();
  }

  /** Object and text of all that is left out. */
  List<String> leftOut(TenantScope scope) {
    return TargetSearch.of(known, scope).summary().leftOut().stream()
        .map(one -> one.object() + " " + one.text())
        .toList();
  }

  /** A pod that is acme's and has a port named metrics, unless it is said otherwise. */
  record TestPod(
      String namespace,
      String name,
      List<String> addresses,
      boolean hostNetwork,
      Map<String, String> labels,
      Map<String, String> annotations,
      NetworkClaim claim,
      List<ContainerPort> ports) {
    static TestPod at(String address) {
      return new TestPod(
          "acme",
          "web-0",
          List.of(address),
          false,
          Map.of("app", "web"),
          Map.of(),
          new NetworkClaim(List.of(address), "vpc-acme", "acme-net"),
          List.of(new ContainerPort("app", "metrics", 8080, "TCP")));
    }

    TestPod in(String other) {
      return new TestPod(other, name, addresses, hostNetwork, labels, annotations, claim, ports);
    }

    TestPod named(String other) {
      return new TestPod(
          namespace, other, addresses, hostNetwork, labels, annotations, claim, ports);
    }

    TestPod really(String... others) {
      return new TestPod(
          namespace, name, List.of(others), hostNetwork, labels, annotations, claim, ports);
    }

    TestPod inNetworkOfNode() {
      return new TestPod(namespace, name, addresses, true, labels, annotations, claim, ports);
    }

    TestPod claiming(String router, String logicalSwitch, String... others) {
      var other = new NetworkClaim(List.of(others), router, logicalSwitch);
      return new TestPod(
          namespace, name, addresses, hostNetwork, labels, annotations, other, ports);
    }

    TestPod annotated(String... namesAndValues) {
      return new TestPod(
          namespace, name, addresses, hostNetwork, labels, map(namesAndValues), claim, ports);
    }

    TestPod labelled(String... namesAndValues) {
      return new TestPod(
          namespace, name, addresses, hostNetwork, map(namesAndValues), annotations, claim, ports);
    }

    TestPod with(ContainerPort... others) {
      return new TestPod(
          namespace, name, addresses, hostNetwork, labels, annotations, claim, List.of(others));
    }

    private static Map<String, String> map(String... namesAndValues) {
      return Stream.iterate(0, i -> i < namesAndValues.length, i -> i + 2)
          .collect(Collectors.toMap(i -> namesAndValues[i], i -> namesAndValues[i + 1]));
    }

    PodFacts facts() {
      return new PodFacts(
          namespace,
          name,
          "uid-" + name,
          addresses,
          hostNetwork,
          true,
          labels,
          annotations,
          "node-1",
          new Controller("ReplicaSet", "web-5d4f8c7b9d"),
          claim,
          ports);
    }
  }
}

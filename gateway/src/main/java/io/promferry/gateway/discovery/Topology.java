package io.promferry.gateway.discovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which namespaces and subnets belong to which VPC, by what Vpc and Subnet objects specify: never
 * by an annotation of a pod or namespace. Immutable.
 */
final class Topology {
  private final long version;
  private final Map<String, VpcFacts> vpcs = new HashMap<>();
  private final Map<String, List<SubnetFacts>> subnets = new HashMap<>();
  private final Map<String, Set<String>> namespacesOfVpc = new HashMap<>();
  private final Map<String, Set<String>> vpcsOfNamespace = new HashMap<>();

  private Topology(long version) {
    this.version = version;
  }

  static Topology of(
      long version,
      Collection<VpcFacts> vpcs,
      Collection<SubnetFacts> subnets,
      Collection<NamespaceFacts> namespaces) {
    var topology = new Topology(version);
    for (var vpc : vpcs) {
      topology.vpcs.put(vpc.name(), vpc);
      vpc.namespaces().forEach(namespace -> topology.belongs(namespace, vpc.name()));
    }
    for (var subnet : subnets) {
      topology.subnets.computeIfAbsent(subnet.vpc(), _ -> new ArrayList<>()).add(subnet);
      subnet.namespaces().forEach(namespace -> topology.belongs(namespace, subnet.vpc()));
      if (!subnet.namespaceSelectors().isEmpty()) {
        namespaces.stream()
            .filter(subnet::takes)
            .forEach(namespace -> topology.belongs(namespace.name(), subnet.vpc()));
      }
    }
    return topology;
  }

  private void belongs(String namespace, String vpc) {
    namespacesOfVpc.computeIfAbsent(vpc, _ -> new TreeSet<>()).add(namespace);
    vpcsOfNamespace.computeIfAbsent(namespace, _ -> new TreeSet<>()).add(vpc);
  }

  /** Of what it was made: greater for a later one. */
  long version() {
    return version;
  }

  Optional<VpcFacts> vpc(String name) {
    return Optional.ofNullable(vpcs.get(name));
  }

  /** In alphabetical order. */
  Set<String> namespacesOf(String vpc) {
    return namespacesOfVpc.getOrDefault(vpc, Set.of());
  }

  /** Whether a namespace's pods may be in more VPCs than one. */
  boolean isInSeveralVpcs(String namespace) {
    return vpcsOfNamespace.getOrDefault(namespace, Set.of()).size() > 1;
  }

  List<SubnetFacts> subnetsOf(String vpc) {
    return subnets.getOrDefault(vpc, List.of());
  }
}

package io.promferry.gateway.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * From what is known of the cluster to one tenant's targets: first which pods are its own, then
 * what of them asks to be scraped. A function of its arguments.
 */
final class TargetSearch {
  private TargetSearch() {}

  static DiscoveredTargets of(KnownCluster cluster, TenantScope scope) {
    var report = new Report();
    var topology = cluster.topology();
    var namespaces = namespaces(topology, scope, report);
    var pods = OwnPods.of(cluster, topology, scope.id().vpc(), namespaces, report);
    var found = new TargetList(scope.forcedLabels(), report);
    new MonitoredTargets(cluster, namespaces, pods, found, report).find();
    new AnnotatedTargets(cluster, namespaces, pods, found, report).find();
    var targets = found.sorted();
    return new DiscoveredTargets(
        targets, new TargetSummary(targets.size(), namespaces, report.first(), report.total()));
  }

  /** The same names give the same list: what else is known is not asked. */
  static List<String> namespaces(Topology topology, TenantScope scope) {
    return namespaces(topology, scope, new Report());
  }

  private static List<String> namespaces(Topology topology, TenantScope scope, Report report) {
    var name = scope.id().vpc();
    var vpc = topology.vpc(name);
    if (vpc.isEmpty()) {
      report.leftOut(name, "there is no such VPC");
      return List.of();
    }
    if (vpc.get().isDefault()) {
      report.leftOut(name, "is the default VPC, whose pods are the platform's");
      return List.of();
    }
    var all = topology.namespacesOf(name);
    if (!scope.namespaces().isEmpty()) {
      var own = scope.namespaces().stream().distinct().sorted().toList();
      own.stream()
          .filter(namespace -> !all.contains(namespace))
          .forEach(namespace -> report.leftOut(namespace, "does not belong to VPC " + name));
      return own.stream().filter(all::contains).toList();
    }
    if (scope.sharesVpc()) {
      report.leftOut(
          name, "has several tenants, so each sees only the namespaces that its entry names");
      return List.of();
    }
    return List.copyOf(all);
  }

  /** Objects of one kind in all these namespaces, by name. */
  static <T> List<T> sorted(Shelf<T> shelf, List<String> namespaces, Comparator<? super T> byName) {
    var all = new ArrayList<T>();
    namespaces.forEach(namespace -> all.addAll(shelf.in(namespace)));
    all.sort(byName);
    return all;
  }
}

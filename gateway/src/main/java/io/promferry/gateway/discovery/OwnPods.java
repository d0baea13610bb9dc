package io.promferry.gateway.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pods of a tenant's namespaces: those that are its own, and those that are not, which are
 * reported when something asks for them. One thread's.
 */
final class OwnPods {
  private final Map<String, List<OwnPod>> own = new HashMap<>();
  private final Map<String, List<PodFacts>> others = new HashMap<>();
  private final Map<String, String> whyNot = new HashMap<>();
  private final Set<String> reported = new HashSet<>();
  private final Report report;

  private OwnPods(Report report) {
    this.report = report;
  }

  static OwnPods of(
      KnownCluster cluster, Topology topology, String vpc, List<String> namespaces, Report report) {
    var pods = new OwnPods(report);
    var byName = Comparator.comparing(PodFacts::name);
    for (var namespace : namespaces) {
      for (var pod : TargetSearch.sorted(cluster.pods(), List.of(namespace), byName)) {
        pods.place(pod, PodPlace.of(pod, vpc, topology));
      }
    }
    return pods;
  }

  private void place(PodFacts pod, PodPlace place) {
    switch (place) {
      case PodPlace.Inside inside ->
          own.computeIfAbsent(pod.namespace(), _ -> new ArrayList<>()).add(new OwnPod(pod, inside));
      case PodPlace.Outside outside -> {
        others.computeIfAbsent(pod.namespace(), _ -> new ArrayList<>()).add(pod);
        whyNot.put(pod.path(), outside.why());
      }
    }
  }

  /** By name. */
  List<OwnPod> in(String namespace) {
    return own.getOrDefault(namespace, List.of());
  }

  /** Those that may not be targets, by name. */
  List<PodFacts> othersIn(String namespace) {
    return others.getOrDefault(namespace, List.of());
  }

  /** One of the others would be a target if it were the tenant's. */
  void reportOther(PodFacts pod) {
    if (reported.add(pod.path())) {
      report.leftOut(pod.path(), whyNot.getOrDefault(pod.path(), "is not this tenant's"));
    }
  }
}

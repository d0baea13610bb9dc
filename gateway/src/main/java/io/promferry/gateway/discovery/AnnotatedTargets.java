package io.promferry.gateway.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Targets that ask by themselves: pods by annotations, Services by theirs for the pods behind them,
 * and ports by their name, in this order. A pod's {@code prometheus.io/scrape: "false"} forbids it
 * to all three.
 */
final class AnnotatedTargets {
  private static final String PORT_NAME = "metrics";
  private static final String PORT_SUFFIX = "-metrics";
  private static final String TCP = "TCP";

  private final KnownCluster cluster;
  private final List<String> namespaces;
  private final OwnPods pods;
  private final TargetList found;
  private final Report report;

  AnnotatedTargets(
      KnownCluster cluster,
      List<String> namespaces,
      OwnPods pods,
      TargetList found,
      Report report) {
    this.cluster = cluster;
    this.namespaces = namespaces;
    this.pods = pods;
    this.found = found;
    this.report = report;
  }

  void find() {
    for (var namespace : namespaces) {
      pods.othersIn(namespace).stream().filter(AnnotatedTargets::asks).forEach(pods::reportOther);
      pods.in(namespace).forEach(this::byPodAnnotations);
      TargetSearch.sorted(
              cluster.services(), List.of(namespace), Comparator.comparing(ServiceFacts::name))
          .forEach(this::byServiceAnnotations);
      pods.in(namespace).forEach(this::byPortNames);
    }
  }

  private static boolean asks(PodFacts pod) {
    var annotations = ScrapeAnnotations.of(pod.annotations());
    return annotations.ask()
        || (!annotations.forbid() && pod.ports().stream().anyMatch(AnnotatedTargets::isMetrics));
  }

  /** The port that is named, or else every TCP port, as Prometheus' own example does it. */
  private void byPodAnnotations(OwnPod pod) {
    var annotations = ScrapeAnnotations.of(pod.pod().annotations());
    if (!annotations.ask()) {
      return;
    }
    var ports = new ArrayList<ContainerPort>();
    if (annotations.port().isEmpty()) {
      pod.pod().ports().stream().filter(port -> port.protocol().equals(TCP)).forEach(ports::add);
    } else {
      pod.port(annotations.port()).ifPresent(ports::add);
    }
    if (ports.isEmpty()) {
      report.leftOut(
          pod.pod().path(), "asks to be scraped, and has no port '" + annotations.port() + "'");
    }
    var addresses = new HashSet<String>();
    for (var port : ports) {
      if (isFree(pod, port, addresses)) {
        var labels = TargetLabels.ofPod(pod, port, "pod-annotation");
        annotations.putInto(labels);
        found.add(new Draft(pod, port.number(), labels), pod.pod().path());
      }
    }
    addresses.forEach(found::claim);
  }

  /** Not claimed by another source, nor by this one already. */
  private boolean isFree(OwnPod pod, ContainerPort port, Set<String> own) {
    var address = pod.address(port.number());
    return !found.isClaimed(address) && own.add(address);
  }

  private void byServiceAnnotations(ServiceFacts service) {
    var annotations = ScrapeAnnotations.of(service.annotations());
    if (!annotations.ask()) {
      return;
    }
    if (service.selector().isEmpty()) {
      report.leftOut(service.path(), "has no selector, and addresses given by hand are not taken");
      return;
    }
    pods.othersIn(service.namespace()).stream().filter(service::selects).forEach(pods::reportOther);
    for (var pod : pods.in(service.namespace())) {
      if (service.selects(pod.pod()) && !ScrapeAnnotations.of(pod.pod().annotations()).forbid()) {
        behind(service, annotations, pod);
      }
    }
  }

  private void behind(ServiceFacts service, ScrapeAnnotations annotations, OwnPod pod) {
    var addresses = new HashSet<String>();
    for (var backend : ServiceBackend.all(service, pod)) {
      boolean wanted =
          annotations.port().isEmpty()
              ? backend.servicePort() == null || backend.servicePort().protocol().equals(TCP)
              : backend.isAt(annotations.port());
      if (wanted && isFree(pod, backend.port(), addresses)) {
        var labels =
            TargetLabels.ofService(
                pod, backend.port(), service, backend.servicePort(), "service-annotation");
        annotations.putInto(labels);
        found.add(new Draft(pod, backend.port().number(), labels), service.path());
      }
    }
    addresses.forEach(found::claim);
  }

  private void byPortNames(OwnPod pod) {
    if (ScrapeAnnotations.of(pod.pod().annotations()).forbid()) {
      return;
    }
    for (var port : pod.pod().ports()) {
      if (isMetrics(port) && !found.isClaimed(pod.address(port.number()))) {
        var labels = TargetLabels.ofPod(pod, port, "port-name");
        if (port.name().startsWith("https")) {
          labels.put(Draft.SCHEME, "https");
        }
        found.add(new Draft(pod, port.number(), labels), pod.pod().path());
      }
    }
  }

  private static boolean isMetrics(ContainerPort port) {
    return port.protocol().equals(TCP)
        && (port.name().equals(PORT_NAME) || port.name().endsWith(PORT_SUFFIX));
  }
}

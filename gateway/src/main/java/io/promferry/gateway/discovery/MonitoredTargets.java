package io.promferry.gateway.discovery;

import io.promferry.gateway.discovery.Monitor.Endpoint;
import io.promferry.gateway.discovery.ServiceFacts.ServicePort;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Targets of the PodMonitors and ServiceMonitors in a tenant's own namespaces, as
 * prometheus-operator would find them, as far as a list of targets can carry them. An endpoint that
 * needs more is left out whole, and its ports with it, so that nothing is scraped otherwise than
 * was asked.
 */
final class MonitoredTargets {
  private final KnownCluster cluster;
  private final List<String> namespaces;
  private final OwnPods pods;
  private final TargetList found;
  private final Report report;
  private final Effort effort = new Effort();

  MonitoredTargets(
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
    var byName = Comparator.comparing(Monitor::path);
    TargetSearch.sorted(cluster.podMonitors(), namespaces, byName).forEach(this::find);
    TargetSearch.sorted(cluster.serviceMonitors(), namespaces, byName).forEach(this::find);
  }

  private void find(Monitor monitor) {
    reportAll(monitor);
    for (int i = 0; i < monitor.endpoints().size(); i++) {
      var endpoint = monitor.endpoints().get(i);
      var use = new Use(monitor, endpoint, i);
      endpoint.needs().forEach(need -> use.leftOut("has " + need));
      use.findIn(selected(monitor));
    }
  }

  /** What is wrong with a monitor whichever of its endpoints is meant. */
  private void reportAll(Monitor monitor) {
    monitor.needs().forEach(need -> report.leftOut(monitor.path(), "has " + need));
    monitor.namespaces().names().stream()
        .filter(namespace -> !monitor.namespaces().any() && !namespaces.contains(namespace))
        .forEach(namespace ->
            report.leftOut(
                monitor.path(), "selects in " + namespace + ", which is not its tenant's"));
    for (var names : List.of(monitor.targetLabels(), monitor.podTargetLabels())) {
      names.stream()
          .map(MetaLabels::sanitized)
          .filter(found.forced()::contains)
          .forEach(name -> report.leftOut(monitor.path(), "label " + name + ", which is forced"));
    }
  }

  private List<String> selected(Monitor monitor) {
    var choice = monitor.namespaces();
    if (choice.any()) {
      return namespaces;
    }
    return choice.names().isEmpty()
        ? List.of(monitor.namespace())
        : choice.names().stream().filter(namespaces::contains).distinct().sorted().toList();
  }

  /** One endpoint of a monitor, looked for. */
  private final class Use {
    private final Monitor monitor;
    private final Endpoint endpoint;
    private final int number;
    private final Optional<EndpointRules> rules;

    Use(Monitor monitor, Endpoint endpoint, int number) {
      this.monitor = monitor;
      this.endpoint = endpoint;
      this.number = number;
      rules =
          monitor.needs().isEmpty() && endpoint.needs().isEmpty() ? compile() : Optional.empty();
    }

    private Optional<EndpointRules> compile() {
      try {
        return Optional.of(EndpointRules.of(endpoint.relabelings(), found.forced()));
      } catch (IllegalArgumentException e) {
        leftOut(String.valueOf(e.getMessage()));
        return Optional.empty();
      }
    }

    void leftOut(String why) {
      report.leftOut(monitor.path(), "endpoint " + number + " " + why);
    }

    void findIn(List<String> selected) {
      for (var namespace : selected) {
        if (monitor.kind() == Monitor.Kind.POD) {
          pods(namespace);
        } else {
          TargetSearch.sorted(
                  cluster.services(), List.of(namespace), Comparator.comparing(ServiceFacts::name))
              .stream()
              .filter(service -> monitor.selector().matches(service.labels()))
              .forEach(this::service);
        }
      }
    }

    private void pods(String namespace) {
      for (var pod : pods.in(namespace)) {
        if (isWithinEffort() && monitor.selector().matches(pod.pod().labels())) {
          pod.pod().ports().stream()
              .filter(this::isMeant)
              .forEach(
                  port -> add(pod, port, TargetLabels.ofPod(pod, port, "pod-monitor"), Map.of()));
        }
      }
      pods.othersIn(namespace).stream()
          .filter(pod -> monitor.selector().matches(pod.labels()))
          .forEach(pods::reportOther);
    }

    private boolean isMeant(ContainerPort port) {
      if (!endpoint.port().isEmpty()) {
        return port.name().equals(endpoint.port());
      }
      return endpoint.targetPort().isEmpty() || port.isCalled(endpoint.targetPort());
    }

    private void service(ServiceFacts service) {
      if (service.selector().isEmpty()) {
        leftOut("selects Service " + service.name() + ", whose addresses are given by hand");
        return;
      }
      for (var pod : pods.in(service.namespace())) {
        if (isWithinEffort() && service.selects(pod.pod())) {
          ServiceBackend.of(service, pod, endpoint)
              .forEach(backend -> behind(service, pod, backend.port(), backend.servicePort()));
        }
      }
      pods.othersIn(service.namespace()).stream()
          .filter(service::selects)
          .forEach(pods::reportOther);
    }

    private void behind(
        ServiceFacts service, OwnPod pod, ContainerPort port, @Nullable ServicePort servicePort) {
      add(
          pod,
          port,
          TargetLabels.ofService(pod, port, service, servicePort, "service-monitor"),
          service.labels());
    }

    private void add(
        OwnPod pod,
        ContainerPort port,
        Map<String, String> labels,
        Map<String, String> serviceLabels) {
      found.claim(pod.address(port.number()));
      if (rules.isEmpty()) {
        return;
      }
      TargetLabels.monitored(labels, monitor, endpoint, pod.pod().labels(), serviceLabels);
      try {
        rules
            .get()
            .apply(new Draft(pod, port.number(), labels), effort)
            .ifPresent(draft -> found.add(draft, monitor.path()));
      } catch (IllegalArgumentException e) {
        leftOut("leaves out " + pod.pod().path() + ": " + e.getMessage());
      }
    }

    private boolean isWithinEffort() {
      boolean within = effort.spend(1);
      if (!within) {
        leftOut("would take too much work with all monitors before it");
      }
      return within;
    }
  }
}

package io.promferry.gateway.discovery;

import io.promferry.gateway.discovery.ServiceFacts.ServicePort;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The labels with which a target begins, before its annotations and rules. */
final class TargetLabels {
  /** What asked for the target. */
  private static final String SOURCE = "__meta_promferry_source";

  private static final String MONITOR = "__meta_promferry_monitor";

  private TargetLabels() {}

  /** Of a pod's port that asks by itself. */
  static Map<String, String> ofPod(OwnPod pod, @Nullable ContainerPort port, String source) {
    var labels = common(pod, port, new MetaLabels());
    labels.put("job", pod.job());
    labels.put(SOURCE, source);
    return labels;
  }

  /** Of a pod behind a Service. */
  static Map<String, String> ofService(
      OwnPod pod,
      @Nullable ContainerPort port,
      ServiceFacts service,
      @Nullable ServicePort servicePort,
      String source) {
    var labels = common(pod, port, new MetaLabels().service(service, servicePort, pod.pod()));
    labels.put("job", service.name());
    labels.put("service", service.name());
    labels.put(SOURCE, source);
    return labels;
  }

  private static Map<String, String> common(
      OwnPod pod, @Nullable ContainerPort port, MetaLabels meta) {
    var labels = meta.pod(pod.pod(), pod.address()).container(port).labels();
    labels.put("namespace", pod.pod().namespace());
    labels.put("pod", pod.pod().name());
    if (port != null && !port.container().isEmpty()) {
      labels.put("container", port.container());
    }
    return labels;
  }

  /** Adds what the monitor says of it, as prometheus-operator does before relabelings. */
  static void monitored(
      Map<String, String> labels,
      Monitor monitor,
      Monitor.Endpoint endpoint,
      Map<String, String> podLabels,
      Map<String, String> serviceLabels) {
    labels.put(MONITOR, monitor.path());
    boolean service = monitor.kind() == Monitor.Kind.SERVICE;
    if (!service) {
      labels.put("job", monitor.path());
    }
    value(service ? serviceLabels : podLabels, monitor.jobLabel())
        .ifPresent(job -> labels.put("job", job));
    monitor
        .targetLabels()
        .forEach(name ->
            value(serviceLabels, name)
                .ifPresent(value -> labels.put(MetaLabels.sanitized(name), value)));
    monitor
        .podTargetLabels()
        .forEach(name ->
            value(podLabels, name)
                .ifPresent(value -> labels.put(MetaLabels.sanitized(name), value)));
    put(labels, "endpoint", endpoint.port().isEmpty() ? endpoint.targetPort() : endpoint.port());
    put(labels, Draft.PATH, endpoint.path());
    put(labels, Draft.SCHEME, endpoint.scheme());
    put(labels, Draft.INTERVAL, endpoint.interval());
    put(labels, Draft.TIMEOUT, endpoint.scrapeTimeout());
    endpoint.params().forEach((name, value) -> labels.put("__param_" + name, value));
  }

  private static Optional<String> value(Map<String, String> labels, String name) {
    return Optional.ofNullable(labels.get(name)).filter(value -> !value.isEmpty());
  }

  private static void put(Map<String, String> labels, String name, String value) {
    if (!value.isEmpty()) {
      labels.put(name, value);
    }
  }
}

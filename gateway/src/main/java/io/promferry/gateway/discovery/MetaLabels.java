package io.promferry.gateway.discovery;

import io.promferry.gateway.discovery.ServiceFacts.ServicePort;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The labels that Prometheus' own Kubernetes discovery gives (roles pod, endpoints, endpointslice),
 * under its names, for rules of monitors and of the tenant's Prometheus. Left out: {@code
 * pod_host_ip}, {@code container_image} and {@code container_id}, which are the platform's and of
 * no use inside a VPC. {@code pod_node_name} is there, because most monitors that relabel anything
 * read it, and whoever may see his pods sees it anyway.
 */
final class MetaLabels {
  static final String PREFIX = "__meta_kubernetes_";

  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^a-zA-Z0-9_]");

  private final Map<String, String> labels = new LinkedHashMap<>();

  /** As Prometheus' {@code strutil.SanitizeLabelName}. */
  static String sanitized(String name) {
    return NOT_IN_NAMES.matcher(name).replaceAll("_");
  }

  Map<String, String> labels() {
    return labels;
  }

  MetaLabels pod(PodFacts pod, String address) {
    put("namespace", pod.namespace());
    put("pod_name", pod.name());
    put("pod_ip", address);
    put("pod_uid", pod.uid());
    put("pod_phase", "Running");
    put("pod_ready", Boolean.toString(pod.ready()));
    put("pod_node_name", pod.node());
    put("pod_controller_kind", pod.controller().kind());
    put("pod_controller_name", pod.controller().name());
    all("pod_label", pod.labels());
    all("pod_annotation", pod.annotations());
    return this;
  }

  /** {@code port} is null where no container declares the target's port. */
  MetaLabels container(@Nullable ContainerPort port) {
    if (port != null) {
      put("pod_container_name", port.container());
      put("pod_container_init", "false");
      put("pod_container_port_name", port.name());
      put("pod_container_port_number", Integer.toString(port.number()));
      put("pod_container_port_protocol", port.protocol());
    }
    return this;
  }

  /** {@code port} is null where the target's port is none of the Service's. */
  MetaLabels service(ServiceFacts service, @Nullable ServicePort port, PodFacts pod) {
    put("service_name", service.name());
    all("service_label", service.labels());
    all("service_annotation", service.annotations());
    put("endpoints_name", service.name());
    for (var role : new String[] {"endpoint", "endpointslice"}) {
      put(role + "_address_target_kind", "Pod");
      put(role + "_address_target_name", pod.name());
      if (port != null) {
        put(role + "_port_name", port.name());
        put(role + "_port_protocol", port.protocol());
      }
    }
    put("endpoint_ready", Boolean.toString(pod.ready()));
    put("endpointslice_endpoint_conditions_ready", Boolean.toString(pod.ready()));
    return this;
  }

  private void all(String kind, Map<String, String> values) {
    new TreeMap<>(values)
        .forEach((name, value) -> {
          put(kind + "_" + sanitized(name), value);
          put(kind + "present_" + sanitized(name), "true");
        });
  }

  private void put(String name, String value) {
    if (!value.isEmpty()) {
      labels.put(PREFIX + name, value);
    }
  }
}

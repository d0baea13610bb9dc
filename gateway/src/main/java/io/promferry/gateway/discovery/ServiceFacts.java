package io.promferry.gateway.discovery;

import java.util.List;
import java.util.Map;

/**
 * What is kept of a Service.
 *
 * @param annotations bounded, as a pod's
 * @param selector of its pods; empty where its addresses are given by hand, which is not believed
 */
public record ServiceFacts(
    String namespace,
    String name,
    Map<String, String> labels,
    Map<String, String> annotations,
    Map<String, String> selector,
    List<ServicePort> ports) {

  /**
   * One of its ports.
   *
   * @param name empty if it has none
   * @param target number or name of a container's port
   */
  public record ServicePort(String name, int number, String target, String protocol) {}

  public ServiceFacts {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    selector = Map.copyOf(selector);
    ports = List.copyOf(ports);
  }

  /** Whether the pod, of the same namespace, is behind it. */
  boolean selects(PodFacts pod) {
    return !selector.isEmpty() && pod.labels().entrySet().containsAll(selector.entrySet());
  }

  String path() {
    return namespace + "/" + name;
  }
}

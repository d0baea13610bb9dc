package io.promferry.gateway.discovery;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a PodMonitor or ServiceMonitor (monitoring.coreos.com/v1).
 *
 * @param jobLabel of the pod or Service; empty if the job is named after it
 * @param targetLabels of the Service that become the target's
 * @param podTargetLabels of the pod that do
 * @param namespaces where it selects
 * @param needs fields of all of it that a list of targets cannot carry
 */
public record Monitor(
    Kind kind,
    String namespace,
    String name,
    String jobLabel,
    List<String> targetLabels,
    List<String> podTargetLabels,
    LabelSelector selector,
    NamespaceChoice namespaces,
    List<Endpoint> endpoints,
    List<String> needs) {

  /** What it selects. */
  public enum Kind {
    POD,
    SERVICE
  }

  /**
   * Its {@code namespaceSelector}.
   *
   * @param any whether all
   * @param names otherwise these; if there are none, its own
   */
  public record NamespaceChoice(boolean any, List<String> names) {
    public static final NamespaceChoice OWN = new NamespaceChoice(false, List.of());

    public NamespaceChoice {
      names = List.copyOf(names);
    }
  }

  /**
   * One of its endpoints. What is not given is empty.
   *
   * @param port name of a port, of the Service or the container
   * @param targetPort name or number of a container's port
   * @param params with one value each
   * @param relabelings to be run here
   * @param needs fields that a list of targets cannot carry
   */
  public record Endpoint(
      String port,
      String targetPort,
      String path,
      String scheme,
      Map<String, String> params,
      String interval,
      String scrapeTimeout,
      List<Relabeling> relabelings,
      List<String> needs) {
    public Endpoint {
      params = Map.copyOf(params);
      relabelings = List.copyOf(relabelings);
      needs = List.copyOf(needs);
    }
  }

  /** A relabeling as it is written, unchecked: null is what is not given. */
  public record Relabeling(
      List<String> sourceLabels,
      @Nullable String separator,
      @Nullable String regex,
      long modulus,
      @Nullable String targetLabel,
      @Nullable String replacement,
      @Nullable String action) {
    public Relabeling {
      sourceLabels = List.copyOf(sourceLabels);
    }
  }

  public Monitor {
    targetLabels = List.copyOf(targetLabels);
    podTargetLabels = List.copyOf(podTargetLabels);
    endpoints = List.copyOf(endpoints);
    needs = List.copyOf(needs);
  }

  String path() {
    return namespace + "/" + name;
  }
}

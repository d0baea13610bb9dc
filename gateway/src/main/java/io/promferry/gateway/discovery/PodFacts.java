package io.promferry.gateway.discovery;

import java.util.List;
import java.util.Map;

/**
 * What is kept of a pod that runs.
 *
 * @param addresses {@code status.podIPs}, or {@code status.podIP} alone; what the node reports
 * @param annotations the tenant's, bounded; not those of the platform
 * @param node where it runs
 * @param controller what made it
 * @param network what its annotations claim of its place in the network
 * @param ports of its containers, without those that only initialise
 */
public record PodFacts(
    String namespace,
    String name,
    String uid,
    List<String> addresses,
    boolean hostNetwork,
    boolean ready,
    Map<String, String> labels,
    Map<String, String> annotations,
    String node,
    Controller controller,
    NetworkClaim network,
    List<ContainerPort> ports) {

  /** The owner that manages a pod; both empty where there is none. */
  public record Controller(String kind, String name) {
    public static final Controller NONE = new Controller("", "");
  }

  /**
   * Kube-OVN's annotations, which whoever may change the pod can forge.
   *
   * @param addresses {@code ip_address}, split
   * @param router {@code logical_router}: the VPC; empty if absent
   * @param logicalSwitch {@code logical_switch}: the subnet; empty if absent
   */
  public record NetworkClaim(List<String> addresses, String router, String logicalSwitch) {
    public NetworkClaim {
      addresses = List.copyOf(addresses);
    }
  }

  public PodFacts {
    addresses = List.copyOf(addresses);
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    ports = List.copyOf(ports);
  }

  /** As it is named in reports. */
  String path() {
    return namespace + "/" + name;
  }
}

package io.promferry.gateway.discovery;

import java.util.List;

/**
 * What is kept of a Kube-OVN Vpc.
 *
 * @param isDefault whether it is the cluster's own, whose pods are the platform's
 * @param namespaces of {@code spec.namespaces}
 */
public record VpcFacts(String name, boolean isDefault, List<String> namespaces) {
  /** How the default one is called unless the cluster says otherwise. */
  public static final String DEFAULT_NAME = "ovn-cluster";

  public VpcFacts {
    namespaces = List.copyOf(namespaces);
  }
}

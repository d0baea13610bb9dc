package io.promferry.tenantpromconfig.render;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.promferry.tenantpromconfig.model.kubeovn.Subnet;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which namespaces a VPC is for, by what its Vpc and its Subnets say. */
final class VpcNamespaces {
  /** Kubernetes puts it on every namespace. */
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  private VpcNamespaces() {}

  /** The default VPC holds all that no other VPC names. */
  static boolean hold(String namespace, Vpc vpc, Network network) {
    var name = vpc.getMetadata().getName();
    if (Network.isDefault(name)) {
      return network.vpcs().stream()
          .filter(other -> !Network.isDefault(other.getMetadata().getName()))
          .noneMatch(other -> names(other, namespace));
    }
    return names(vpc, namespace)
        || network.subnetsOf(name).stream().anyMatch(subnet -> names(subnet, namespace));
  }

  private static boolean names(Vpc vpc, String namespace) {
    return vpc.getSpec() != null && in(vpc.getSpec().namespaces(), namespace);
  }

  private static boolean names(Subnet subnet, String namespace) {
    var spec = subnet.getSpec();
    if (spec == null) {
      return false;
    }
    var selectors = spec.namespaceSelectors();
    return in(spec.namespaces(), namespace)
        || (selectors != null && selectors.stream().anyMatch(one -> mayMatch(one, namespace)));
  }

  /**
   * By the namespace's name, the only label of it that is known here; selectors by others are
   * believed, because Kube-OVN itself does not check them against the VPC.
   */
  private static boolean mayMatch(LabelSelector selector, String namespace) {
    var labels = selector.getMatchLabels();
    return labels == null
        || !labels.containsKey(NAME_LABEL)
        || namespace.equals(labels.get(NAME_LABEL));
  }

  private static boolean in(@Nullable List<String> namespaces, String namespace) {
    return namespaces != null && namespaces.contains(namespace);
  }
}

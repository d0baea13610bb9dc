package io.promferry.gateway.discovery;

import io.promferry.gateway.tenant.AddressRange;
import java.net.InetAddress;
import java.util.List;

/**
 * What is kept of a Kube-OVN Subnet that OVN manages.
 *
 * @param vpc where it is
 * @param namespaces of {@code spec.namespaces}
 * @param namespaceSelectors of {@code spec.namespaceSelectors}
 */
public record SubnetFacts(
    String name,
    String vpc,
    List<String> namespaces,
    List<LabelSelector> namespaceSelectors,
    List<AddressRange> ranges) {
  public SubnetFacts {
    namespaces = List.copyOf(namespaces);
    namespaceSelectors = List.copyOf(namespaceSelectors);
    ranges = List.copyOf(ranges);
  }

  boolean contains(InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  boolean takes(NamespaceFacts namespace) {
    return namespaces.contains(namespace.name())
        || namespaceSelectors.stream().anyMatch(selector -> selector.matches(namespace.labels()));
  }
}

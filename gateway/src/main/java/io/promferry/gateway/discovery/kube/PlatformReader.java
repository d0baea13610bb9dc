package io.promferry.gateway.discovery.kube;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.promferry.gateway.discovery.NamespaceFacts;
import io.promferry.gateway.discovery.SubnetFacts;
import io.promferry.gateway.discovery.VpcFacts;
import io.promferry.gateway.tenant.AddressRange;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is kept of objects that only the platform writes: Vpcs, Subnets and Namespaces. */
final class PlatformReader {
  private static final String OVN = "ovn";

  private PlatformReader() {}

  static Optional<VpcFacts> vpc(GenericKubernetesResource vpc) {
    var name = vpc.getMetadata().getName();
    boolean isDefault = section(vpc, "status").is("default") || name.equals(VpcFacts.DEFAULT_NAME);
    return Optional.of(new VpcFacts(name, isDefault, section(vpc, "spec").texts("namespaces")));
  }

  /** Empty if OVN does not manage it: no pod has its address there. */
  static Optional<SubnetFacts> subnet(GenericKubernetesResource subnet) {
    var spec = section(subnet, "spec");
    var provider = spec.text("provider");
    if (!provider.isEmpty() && !provider.equals(OVN) && !provider.endsWith("." + OVN)) {
      return Optional.empty();
    }
    var vpc = spec.text("vpc");
    return Optional.of(
        new SubnetFacts(
            subnet.getMetadata().getName(),
            vpc.isEmpty() ? VpcFacts.DEFAULT_NAME : vpc,
            spec.texts("namespaces"),
            spec.sections("namespaceSelectors").stream().map(Selectors::read).toList(),
            ranges(spec.text("cidrBlock"))));
  }

  static Optional<NamespaceFacts> namespace(GenericKubernetesResource namespace) {
    var meta = namespace.getMetadata();
    return Optional.of(
        new NamespaceFacts(
            meta.getName(), Kept.labels(requireNonNullElse(meta.getLabels(), Map.of()))));
  }

  /** One that cannot be read holds no address. */
  private static List<AddressRange> ranges(String cidrBlock) {
    return Arrays.stream(cidrBlock.split(",", -1))
        .map(String::strip)
        .flatMap(PlatformReader::range)
        .toList();
  }

  private static Stream<AddressRange> range(String cidr) {
    try {
      return Stream.of(AddressRange.parse(cidr));
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }

  private static Fields section(GenericKubernetesResource object, String key) {
    return Fields.of(object.getAdditionalProperties().get(key));
  }
}

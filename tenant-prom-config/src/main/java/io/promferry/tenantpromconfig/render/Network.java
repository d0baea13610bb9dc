package io.promferry.tenantpromconfig.render;

import io.promferry.tenantpromconfig.model.IpRange;
import io.promferry.tenantpromconfig.model.kubeovn.Subnet;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cluster's VPCs and subnets, as rendering asks for them. */
record Network(List<Vpc> vpcs, List<Subnet> subnets) {
  static Network of(Surroundings surroundings) {
    return new Network(surroundings.vpcs(), surroundings.subnets());
  }

  Optional<Vpc> vpc(String name) {
    return vpcs.stream().filter(vpc -> vpc.getMetadata().getName().equals(name)).findFirst();
  }

  Optional<Subnet> subnet(String name) {
    return subnets.stream().filter(one -> one.getMetadata().getName().equals(name)).findFirst();
  }

  /** Those of the VPC that pods have their first interface in, by name. */
  List<Subnet> subnetsOf(String vpc) {
    return subnets.stream()
        .filter(subnet -> vpcOf(subnet).equals(vpc))
        .filter(Network::isForPods)
        .sorted(Comparator.comparing(subnet -> subnet.getMetadata().getName()))
        .toList();
  }

  List<IpRange> rangesOf(String vpc) {
    return subnetsOf(vpc).stream().flatMap(subnet -> ranges(subnet).stream()).toList();
  }

  static String vpcOf(Subnet subnet) {
    var vpc = subnet.getSpec() == null ? null : subnet.getSpec().vpc();
    return vpc == null || vpc.isEmpty() ? Subnet.DEFAULT_VPC : vpc;
  }

  static boolean isDefault(String vpc) {
    return vpc.equals(Subnet.DEFAULT_VPC);
  }

  /** None where the cluster says something that is no range: that is not the tenant's fault. */
  static List<IpRange> ranges(Subnet subnet) {
    return parsed(subnet.getSpec() == null ? null : subnet.getSpec().cidrBlock());
  }

  /** The subnet's gateway, one address for each family. */
  static List<IpRange> gateways(Subnet subnet) {
    return parsed(subnet.getSpec() == null ? null : subnet.getSpec().gateway());
  }

  /** A pair of ranges that overlap, in words. */
  static Optional<String> overlap(List<IpRange> some, List<IpRange> others) {
    return some.stream()
        .flatMap(one ->
            others.stream()
                .filter(one::overlaps)
                .map(other -> one.equals(other) ? "both have " + one : one + " overlaps " + other))
        .findFirst();
  }

  private static boolean isForPods(Subnet subnet) {
    var provider = subnet.getSpec() == null ? null : subnet.getSpec().provider();
    return provider == null || provider.isEmpty() || provider.equals("ovn");
  }

  private static List<IpRange> parsed(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return List.of();
    }
    try {
      return IpRange.parseAll(text);
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }
}

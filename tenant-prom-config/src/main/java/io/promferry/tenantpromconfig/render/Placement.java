package io.promferry.tenantpromconfig.render;

import io.promferry.tenantpromconfig.model.Tenancy;
import io.promferry.tenantpromconfig.model.kubeovn.Subnet;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where in the network the tenant's Prometheus is.
 *
 * @param subnets all of the VPC's, its own among them
 */
record Placement(Vpc vpc, Subnet subnet, List<Subnet> subnets) {
  String vpcName() {
    return vpc.getMetadata().getName();
  }

  String subnetName() {
    return subnet.getMetadata().getName();
  }

  /** Empty if it cannot be placed, and then the problems say why. */
  static Optional<Placement> find(Tenancy tenant, Network network, Problems problems) {
    var name = tenant.id().vpc();
    var vpc = network.vpc(name);
    if (vpc.isEmpty()) {
      problems.egress(
          "UnknownVpc",
          "there is no Vpc '" + name + "'; make it first, or correct spec.vpc of a new object");
      return Optional.empty();
    }
    var subnets = network.subnetsOf(name);
    var subnet = subnet(tenant, vpc.get(), network, subnets, problems);
    if (subnet.isEmpty() || !holdsNamespace(tenant, vpc.get(), network, problems)) {
      return Optional.empty();
    }
    return Optional.of(new Placement(vpc.get(), subnet.get(), subnets));
  }

  private static Optional<Subnet> subnet(
      Tenancy tenant, Vpc vpc, Network network, List<Subnet> subnets, Problems problems) {
    var vpcName = tenant.id().vpc();
    var asked = tenant.spec().subnet();
    if (asked == null) {
      return defaultSubnet(vpc, network, subnets, problems);
    }
    var found = network.subnet(asked);
    if (found.isEmpty()) {
      problems.egress("UnknownSubnet", "there is no Subnet '" + asked + "'");
      return Optional.empty();
    }
    if (!subnets.contains(found.get())) {
      problems.egress(
          "SubnetOfAnotherVpc",
          "Subnet '%s' belongs to VPC '%s', not to '%s', or is not for pods' first interface"
              .formatted(asked, Network.vpcOf(found.get()), vpcName));
      return Optional.empty();
    }
    return found;
  }

  private static Optional<Subnet> defaultSubnet(
      Vpc vpc, Network network, List<Subnet> subnets, Problems problems) {
    var status = vpc.getStatus();
    var found =
        Stream.<@Nullable String>of(
                vpc.getSpec() == null ? null : vpc.getSpec().defaultSubnet(),
                status == null ? null : status.defaultLogicalSwitch())
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .map(network::subnet)
            .flatMap(Optional::stream)
            .filter(subnets::contains)
            .findFirst();
    if (found.isPresent()) {
      return found;
    }
    if (subnets.size() == 1) {
      return Optional.of(subnets.getFirst());
    }
    var vpcName = vpc.getMetadata().getName();
    problems.egress(
        "NoDefaultSubnet",
        subnets.isEmpty()
            ? "VPC '" + vpcName + "' has no Subnet yet"
            : "VPC '%s' has %d Subnets and no default one; name one in spec.subnet"
                .formatted(vpcName, subnets.size()));
    return Optional.empty();
  }

  private static boolean holdsNamespace(
      Tenancy tenant, Vpc vpc, Network network, Problems problems) {
    if (VpcNamespaces.hold(tenant.namespace(), vpc, network)) {
      return true;
    }
    problems.prometheus(
        "NamespaceOutsideVpc",
        ("namespace '%s' is not one of VPC '%s': add it to the Vpc's spec.namespaces, or correct"
                + " spec.namespace of a new object")
            .formatted(tenant.namespace(), tenant.id().vpc()));
    return false;
  }
}

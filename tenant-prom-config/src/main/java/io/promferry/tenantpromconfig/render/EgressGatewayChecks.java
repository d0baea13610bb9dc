package io.promferry.tenantpromconfig.render;

import io.promferry.tenantpromconfig.model.IpRange;
import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.Tenancy;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What must be so before an egress gateway can be made. */
final class EgressGatewayChecks {
  private final Situation situation;
  private final Tenancy.Egress egress;
  private final IpRange transit;

  EgressGatewayChecks(Situation situation) {
    this.situation = situation;
    this.egress = situation.tenant().egress();
    this.transit = IpRange.parse(situation.platform().transit().range());
  }

  /** Whether all is so; else the problems say everything that is not. */
  boolean arePassed(String dial) {
    var before = situation.problems().all().size();
    situation.isOutsideTheVpc(dial);
    keepsClearOfTransit();
    hasAddresses();
    hasBfdPort();
    mayGoUntranslated();
    hasInternalAddresses();
    return situation.problems().all().size() == before;
  }

  private void keepsClearOfTransit() {
    Network.overlap(situation.network().rangesOf(situation.vpc()), List.of(transit))
        .ifPresent(overlap ->
            situation
                .problems()
                .egress(
                    "SubnetOverlapsTransit",
                    "VPC '%s' and the transit range: %s; an egress gateway has an address in both"
                        .formatted(situation.vpc(), overlap)));
  }

  private void hasAddresses() {
    var pinned = situation.surroundings().pinnedAddresses();
    var needed = situation.tenant().transitAddresses();
    if (new HashSet<>(pinned).size() < needed) {
      situation
          .problems()
          .egress(
              "TooFewAddresses",
              ("the egress gateway needs %d addresses of the transit range %s (its %d replicas and"
                      + " one to spare), and has %d")
                  .formatted(needed, transit, egress.replicas(), new HashSet<>(pinned).size()));
    }
    var outside = pinned.stream().filter(one -> !isIn(transit, one)).toList();
    if (!outside.isEmpty()) {
      situation
          .problems()
          .egress(
              "AddressOutsideTransit",
              "%s not in the transit range %s".formatted(String.join(", ", outside), transit));
    }
  }

  private void hasBfdPort() {
    if (!egress.bfd()
        || egress.sharedWithSubnet()
        || egress.manageBfdPort()
        || hasForeignBfdPort(situation)) {
      return;
    }
    situation
        .problems()
        .egress(
            "BfdPortMissing",
            ("VPC '%s' has no BFD port, so a dead replica of the egress gateway would not be"
                    + " noticed. Run: kubectl patch vpc %s --type merge -p"
                    + " '{\"spec\":{\"bfdPort\":{\"enabled\":true,\"ip\":\"%s\"}}}' (or set"
                    + " spec.egress.bfd.managePort, or spec.egress.bfd.enabled: false)")
                .formatted(situation.vpc(), situation.vpc(), EgressGatewayWay.BFD_ADDRESS));
  }

  /** Whether the VPC has a BFD port at another address than ours, or at all if we set none. */
  static boolean hasForeignBfdPort(Situation situation) {
    var spec = situation.placement().vpc().getSpec();
    var port = spec == null ? null : spec.bfdPort();
    if (port == null || !Boolean.TRUE.equals(port.enabled())) {
      return false;
    }
    return !situation.tenant().egress().manageBfdPort()
        || !EgressGatewayWay.BFD_ADDRESS.equals(port.ip());
  }

  private void mayGoUntranslated() {
    if (egress.snat()) {
      return;
    }
    if (situation.platform().transit().topology() == Platform.Topology.OVERLAY) {
      situation
          .problems()
          .egress(
              "SnatNeeded",
              "snat: false needs a network beyond the transit subnet that knows the way back to the"
                  + " tenant's addresses, and an overlay transit subnet has none; leave snat on");
    }
    if (egress.sharedWithSubnet()) {
      situation
          .problems()
          .egress(
              "SnatNeeded", "snat: false and sharedWithSubnet cannot be combined; leave snat on");
    }
    foreignRanges()
        .forEach(overlap ->
            situation
                .problems()
                .egress(
                    "OverlappingRanges",
                    "snat: false needs addresses that are the tenant's alone, but " + overlap));
  }

  private List<String> foreignRanges() {
    var own = situation.network().rangesOf(situation.vpc());
    var services = IpRange.parse(situation.platform().networks().services());
    var found = new ArrayList<String>();
    Network.overlap(own, List.of(services)).ifPresent(at -> found.add("with the Services: " + at));
    for (Vpc vpc : situation.network().vpcs()) {
      var name = vpc.getMetadata().getName();
      if (!name.equals(situation.vpc())) {
        Network.overlap(own, situation.network().rangesOf(name))
            .ifPresent(at -> found.add("with VPC '" + name + "': " + at));
      }
    }
    return found;
  }

  private void hasInternalAddresses() {
    var internal = egress.internalAddresses();
    if (!egress.sharedWithSubnet() && internal.isEmpty()) {
      return;
    }
    if (egress.sharedWithSubnet() && new HashSet<>(internal).size() != egress.replicas()) {
      situation
          .problems()
          .egress(
              "InternalAddresses",
              ("sharedWithSubnet needs egress.internalAddresses with exactly %d free addresses of"
                      + " Subnet '%s', one for each replica: the VPC's policy route names them, and"
                      + " one that nobody has would swallow its share of connections")
                  .formatted(egress.replicas(), situation.placement().subnetName()));
    }
    var ranges = Network.ranges(situation.placement().subnet());
    var outside =
        internal.stream()
            .filter(one -> ranges.stream().noneMatch(range -> isIn(range, one)))
            .toList();
    if (!outside.isEmpty()) {
      situation
          .problems()
          .egress(
              "InternalAddresses",
              "%s not in Subnet '%s'"
                  .formatted(String.join(", ", outside), situation.placement().subnetName()));
    }
  }

  private static boolean isIn(IpRange range, String address) {
    try {
      return range.contains(IpRange.parse(address));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}

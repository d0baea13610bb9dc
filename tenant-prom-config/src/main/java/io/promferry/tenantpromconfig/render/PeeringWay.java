package io.promferry.tenantpromconfig.render;

import io.promferry.tenantpromconfig.model.EgressSpec;
import io.promferry.tenantpromconfig.model.IpRange;
import io.promferry.tenantpromconfig.model.Tenancy;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * By a peering with a custom VPC in which the gateway has an address. Nothing is translated, so the
 * gateway sees the addresses of the tenant's subnet.
 */
final class PeeringWay {
  private final Situation situation;

  PeeringWay(Situation situation) {
    this.situation = situation;
  }

  Way render() {
    var peering = situation.tenant().egress().peering();
    if (peering == null) {
      situation
          .problems()
          .egress(
              "NoPeering", "egress.type peering needs egress.peering with vpc and gatewayAddress");
      return Ways.inTheVpc(
          situation, situation.platform().gateway().clusterIp(), List.of(), null, List.of());
    }
    var possible = isPossible(peering);
    return Ways.inTheVpc(
        situation,
        peering.gatewayAddress(),
        ranges().stream().map(IpRange::toString).toList(),
        null,
        possible ? entries(peering) : List.of());
  }

  private boolean isPossible(EgressSpec.Peering peering) {
    var before = situation.problems().all().size();
    var hub = peering.vpc();
    if (Network.isDefault(hub) || Network.isDefault(situation.vpc())) {
      refuse(
          "DefaultVpc",
          "Kube-OVN cannot peer the default VPC: its own routes to the nodes come before those of a"
              + " peering; use egressGateway");
    } else if (hub.equals(situation.vpc())) {
      refuse("SameVpc", "a VPC cannot be peered with itself; use egress.type none");
    } else if (situation.network().vpc(hub).isEmpty()) {
      refuse("UnknownVpc", "there is no Vpc '" + hub + "' to peer with");
    } else {
      checkRanges(peering);
    }
    return situation.problems().all().size() == before;
  }

  private void checkRanges(EgressSpec.Peering peering) {
    var hub = peering.vpc();
    var own = situation.network().rangesOf(situation.vpc());
    var hubRanges = situation.network().rangesOf(hub);
    Network.overlap(own, hubRanges)
        .ifPresent(overlap -> refuseOverlap("VPC '" + hub + "'", overlap));
    for (var other : peeredBefore(hub)) {
      Network.overlap(own, situation.network().rangesOf(other))
          .ifPresent(overlap ->
              refuseOverlap(
                  "VPC '" + other + "', which is peered with '" + hub + "' already,", overlap));
    }
    var address = IpRange.parse(peering.gatewayAddress());
    if (!address.isIpv4()) {
      refuse(
          "PeeringNeedsIpv4",
          "egress.peering.gatewayAddress must be IPv4, as the link between the VPCs is");
    } else if (hubRanges.stream().noneMatch(range -> range.contains(address))) {
      refuse(
          "GatewayOutsideHub",
          "egress.peering.gatewayAddress %s is in no Subnet of VPC '%s'"
              .formatted(peering.gatewayAddress(), hub));
    }
  }

  private void refuseOverlap(String with, String overlap) {
    refuse(
        "OverlappingRanges",
        "VPC '%s' and %s overlap (%s), so no route could tell them apart; use egressGateway"
            .formatted(situation.vpc(), with, overlap));
  }

  private void refuse(String reason, String message) {
    situation.problems().egress(reason, message);
  }

  /** All that are or will be peered with the hub, but for this one. */
  private Set<String> peeredWith(String hub) {
    var peered = entriesOf(hub);
    situation.surroundings().others().stream()
        .filter(other -> hub.equals(hubOf(other)))
        .forEach(other -> peered.add(other.id().vpc()));
    peered.remove(situation.vpc());
    return peered;
  }

  /** Those that keep their peering: a younger tenant is the one that is refused. */
  private Set<String> peeredBefore(String hub) {
    var peered = peeredWith(hub);
    situation.surroundings().others().stream()
        .filter(other -> hub.equals(hubOf(other)) && situation.tenant().isOlderThan(other))
        .forEach(other -> peered.remove(other.id().vpc()));
    return peered;
  }

  private Set<String> entriesOf(String hub) {
    return situation
        .network()
        .vpc(hub)
        .map(Vpc::getSpec)
        .map(Vpc.Spec::vpcPeerings)
        .orElse(List.of())
        .stream()
        .map(Vpc.Peering::remoteVpc)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String hubOf(Tenancy tenant) {
    var egress = tenant.egress();
    return egress.type() == EgressSpec.Type.PEERING && egress.peering() != null
        ? egress.peering().vpc()
        : "";
  }

  /**
   * Both sides'. The policy routes let what goes through the peering past the rows of an egress
   * gateway, which would else take everything that leaves a VPC.
   */
  private List<VpcEntries> entries(EgressSpec.Peering peering) {
    var hub = peering.vpc();
    var link = new PeeringLinks(situation.network(), hub).of(situation.vpc(), peeredWith(hub));
    var gateway = List.of(IpRange.parse(peering.gatewayAddress()));
    return List.of(
        side(situation.vpc(), hub, gateway, link.tenantEnd(), link.hubEnd()),
        side(hub, situation.vpc(), ranges(), link.hubEnd(), link.tenantEnd()));
  }

  private static VpcEntries side(
      String vpc, String remote, List<IpRange> destinations, String local, String nextHop) {
    return new VpcEntries(
        vpc,
        destinations.stream()
            .map(range ->
                new Vpc.PolicyRoute(
                    EgressGatewayWay.POLICY_PRIORITY, Matches.destination(range), "allow", null))
            .toList(),
        destinations.stream()
            .map(range -> new Vpc.StaticRoute("policyDst", range.toString(), nextHop, null))
            .toList(),
        List.of(new Vpc.Peering(remote, PeeringLink.withPrefix(local))),
        null);
  }

  /** The link between the VPCs is IPv4, so only that is routed over it. */
  private List<IpRange> ranges() {
    return Network.ranges(situation.placement().subnet()).stream().filter(IpRange::isIpv4).toList();
  }
}

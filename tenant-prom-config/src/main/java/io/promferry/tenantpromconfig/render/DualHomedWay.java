package io.promferry.tenantpromconfig.render;

import io.promferry.tenantpromconfig.model.IpRange;
import io.promferry.tenantpromconfig.model.Platform;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * By a second interface in the default VPC ({@code facts/kube-ovn.md} 2.3 C). Its security group is
 * on that interface alone: the first leads nowhere out of the VPC.
 */
final class DualHomedWay {
  private final Situation situation;
  private final Platform platform;

  DualHomedWay(Situation situation) {
    this.situation = situation;
    this.platform = situation.platform();
  }

  Way render() {
    var dial = platform.gateway().clusterIp();
    var uplink = situation.network().subnet(platform.dualHomed().subnet());
    var before = situation.problems().all().size();
    situation.isOutsideTheVpc(dial);
    if (uplink.isEmpty()) {
      situation
          .problems()
          .egress(
              "UnknownSubnet",
              "there is no Subnet '%s' for the second interface (dual-homed.subnet of the platform)"
                  .formatted(platform.dualHomed().subnet()));
    }
    var ranges = uplink.map(Network::ranges).orElse(List.of());
    Network.overlap(situation.network().rangesOf(situation.vpc()), ranges)
        .ifPresent(overlap ->
            situation
                .problems()
                .egress(
                    "OverlappingRanges",
                    "VPC '%s' overlaps the default VPC's Subnet '%s' (%s), so a pod in both could not tell them apart; use egressGateway"
                        .formatted(situation.vpc(), platform.dualHomed().subnet(), overlap)));
    var mayRun = situation.problems().all().size() == before;
    var expected = situation.surroundings().expectedSources();
    var group =
        uplink
            .map(subnet ->
                new SecurityGroups(situation.tenant())
                    .inDefaultVpc(subnet, IpRange.parse(dial), platform.gateway().port()))
            .orElse(null);
    return new Way(
        dial,
        expected.isEmpty() ? ranges.stream().map(IpRange::toString).toList() : expected,
        annotations(dial),
        group,
        null,
        List.of(),
        mayRun);
  }

  private SortedMap<String, String> annotations(String dial) {
    var dualHomed = platform.dualHomed();
    var attachment = dualHomed.attachment().split("/", 2);
    var prefix = attachment[1] + "." + attachment[0] + ".ovn.kubernetes.io/";
    var annotations = new TreeMap<String, String>();
    annotations.put("ovn.kubernetes.io/logical_switch", situation.placement().subnetName());
    annotations.put("ovn.kubernetes.io/port_security", "true");
    annotations.put("k8s.v1.cni.cncf.io/networks", dualHomed.attachment());
    annotations.put(prefix + "logical_switch", dualHomed.subnet());
    annotations.put(
        prefix + "routes",
        "[{\"dst\":\"%s\",\"gw\":\"%s\"}]".formatted(IpRange.parse(dial), dualHomed.gateway()));
    annotations.put(prefix + "security_groups", situation.tenant().names().securityGroup());
    annotations.put(prefix + "port_security", "true");
    return Collections.unmodifiableSortedMap(annotations);
  }
}

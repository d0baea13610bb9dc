package io.promferry.tenantpromconfig.render;

import io.promferry.tenantpromconfig.model.IpRange;
import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Chooses a tenant's way to the gateway, and renders what it needs. */
final class Ways {
  private final Situation situation;

  Ways(Situation situation) {
    this.situation = situation;
  }

  Way choose() {
    return switch (situation.tenant().egress().type()) {
      case EGRESS_GATEWAY -> new EgressGatewayWay(situation).render();
      case PEERING -> new PeeringWay(situation).render();
      case DUAL_HOMED -> new DualHomedWay(situation).render();
      case NONE -> ownWay();
    };
  }

  /** Somebody else sees to it that the gateway's address can be reached. */
  private Way ownWay() {
    var dial = situation.platform().gateway().clusterIp();
    situation.isOutsideTheVpc(dial);
    return inTheVpc(situation, dial, situation.surroundings().expectedSources(), null, List.of());
  }

  /** Where the Prometheus has its only interface in the VPC, behind a security group. */
  static Way inTheVpc(
      Situation situation,
      String dial,
      List<String> sources,
      @Nullable VpcEgressGateway egressGateway,
      List<VpcEntries> vpcEntries) {
    var group =
        new SecurityGroups(situation.tenant())
            .inVpc(
                situation.placement(), IpRange.parse(dial), situation.platform().gateway().port());
    return new Way(
        dial,
        sources,
        annotations(situation, group.getMetadata().getName()),
        group,
        egressGateway,
        vpcEntries,
        true);
  }

  private static SortedMap<String, String> annotations(Situation situation, String group) {
    var annotations = new TreeMap<String, String>();
    annotations.put("ovn.kubernetes.io/logical_switch", situation.placement().subnetName());
    annotations.put("ovn.kubernetes.io/port_security", "true");
    annotations.put("ovn.kubernetes.io/security_groups", group);
    return Collections.unmodifiableSortedMap(annotations);
  }
}

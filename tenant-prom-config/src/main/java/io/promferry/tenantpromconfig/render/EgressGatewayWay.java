package io.promferry.tenantpromconfig.render;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.promferry.tenantpromconfig.model.IpRange;
import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.Tenancy;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Through a VpcEgressGateway of the tenant's own into the transit subnet. */
final class EgressGatewayWay {
  /** Where BFD runs in a VPC in which nobody has chosen it; the link's range is each VPC's own. */
  static final String BFD_ADDRESS = "169.254.255.1";

  /** Above egress gateways' own rows (29100), below those of the VPC's subnets (31000). */
  static final int POLICY_PRIORITY = 30_000;

  /** A replica that is gone is noticed after 900 ms. */
  private static final int BFD_INTERVAL_MILLIS = 300;

  private static final int BFD_MULTIPLIER = 3;

  private final Situation situation;
  private final Platform platform;
  private final Tenancy tenant;
  private final Tenancy.Egress egress;

  EgressGatewayWay(Situation situation) {
    this.situation = situation;
    this.platform = situation.platform();
    this.tenant = situation.tenant();
    this.egress = tenant.egress();
  }

  Way render() {
    var checks = new EgressGatewayChecks(situation);
    var dial = platform.gateway().clusterIp();
    var possible = checks.arePassed(dial);
    return Ways.inTheVpc(
        situation,
        dial,
        sources(),
        possible ? egressGateway() : null,
        possible || egress.manageBfdPort() ? vpcEntries(dial) : List.of());
  }

  private List<String> sources() {
    return egress.snat()
        ? situation.surroundings().expectedSources()
        : Network.ranges(situation.placement().subnet()).stream().map(IpRange::toString).toList();
  }

  private VpcEgressGateway egressGateway() {
    var gateway = new VpcEgressGateway();
    gateway.setMetadata(
        new ObjectMetaBuilder()
            .withName(tenant.names().egress())
            .withNamespace(platform.namespaces().egress())
            .withLabels(tenant.names().labels())
            .build());
    gateway.setSpec(
        new VpcEgressGateway.Spec(
            situation.vpc(),
            egress.replicas(),
            null,
            situation.placement().subnetName(),
            platform.transit().subnet(),
            egress.internalAddresses().isEmpty() ? null : egress.internalAddresses(),
            situation.surroundings().pinnedAddresses(),
            policies(),
            selectors(),
            null,
            bfd()));
    return gateway;
  }

  /**
   * Of what Kube-OVN demands at least one policy or selector. Beside an egress gateway for the
   * whole subnet there must be no second row for the same source, so this one's policy is for a
   * source that never occurs in the VPC, and the way here is the policy route of {@link
   * #vpcEntries}.
   */
  private @Nullable List<VpcEgressGateway.Policy> policies() {
    if (egress.sharedWithSubnet()) {
      var nobody = IpRange.parse(platform.gateway().clusterIp()).toString();
      return List.of(new VpcEgressGateway.Policy(true, List.of(nobody), null));
    }
    return egress.snat()
        ? null
        : List.of(
            new VpcEgressGateway.Policy(false, null, List.of(situation.placement().subnetName())));
  }

  private @Nullable List<VpcEgressGateway.Selector> selectors() {
    if (egress.sharedWithSubnet() || !egress.snat()) {
      return null;
    }
    return List.of(
        new VpcEgressGateway.Selector(
            new LabelSelectorBuilder()
                .addToMatchLabels("kubernetes.io/metadata.name", tenant.namespace())
                .build(),
            new LabelSelectorBuilder().withMatchLabels(tenant.names().selector()).build()));
  }

  private VpcEgressGateway.@Nullable Bfd bfd() {
    return usesBfd()
        ? new VpcEgressGateway.Bfd(true, BFD_INTERVAL_MILLIS, BFD_INTERVAL_MILLIS, BFD_MULTIPLIER)
        : null;
  }

  private boolean usesBfd() {
    return egress.bfd() && !egress.sharedWithSubnet();
  }

  private List<VpcEntries> vpcEntries(String dial) {
    var routes =
        egress.sharedWithSubnet()
            ? List.of(
                new Vpc.PolicyRoute(
                    POLICY_PRIORITY,
                    Matches.destination(IpRange.parse(dial)),
                    "reroute",
                    String.join(",", egress.internalAddresses())))
            : List.<Vpc.PolicyRoute>of();
    var port =
        usesBfd() && egress.manageBfdPort() && !EgressGatewayChecks.hasForeignBfdPort(situation)
            ? new Vpc.BfdPort(true, BFD_ADDRESS, null)
            : null;
    return routes.isEmpty() && port == null
        ? List.of()
        : List.of(new VpcEntries(situation.vpc(), routes, List.of(), List.of(), port));
  }
}

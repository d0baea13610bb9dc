package io.promferry.tenantpromconfig.render;

import io.promferry.tenantpromconfig.model.IpRange;
import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.Tenancy;

/** What a way to the gateway is chosen by. */
record Situation(
    Platform platform,
    Tenancy tenant,
    Placement placement,
    Network network,
    Surroundings surroundings,
    Problems problems) {
  String vpc() {
    return placement.vpcName();
  }

  /** Says so if an address that the Prometheus dials would be looked for within its own VPC. */
  boolean isOutsideTheVpc(String dial) {
    var address = IpRange.parse(dial);
    for (var subnet : placement.subnets()) {
      for (var range : Network.ranges(subnet)) {
        if (range.contains(address)) {
          problems.egress(
              "SubnetContainsGateway",
              ("Subnet '%s' (%s) contains the gateway's address %s, so what is sent there never"
                      + " leaves the VPC; the Subnet or the gateway's address must change")
                  .formatted(subnet.getMetadata().getName(), range, dial));
          return false;
        }
      }
    }
    return true;
  }
}

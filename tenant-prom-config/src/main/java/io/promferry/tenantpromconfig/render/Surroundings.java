package io.promferry.tenantpromconfig.render;

import io.promferry.tenantpromconfig.model.Tenancy;
import io.promferry.tenantpromconfig.model.kubeovn.Subnet;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import java.util.List;

/**
 * What rendering must know beside the tenant and the platform.
 *
 * @param vpcs all that are known, the tenant's own among them if it exists
 * @param subnets all that are known, of any VPC
 * @param others the other tenants
 * @param pinnedAddresses of the egress gateway's outer side, replicas + 1, or empty while there are
 *     none
 * @param expectedSources what the gateway is to expect: pinned, those that the egress gateway
 *     reports, and those it lately had
 * @param tokenDigests SHA-256 in lower-case hexadecimal, newest first; empty for service accounts
 */
public record Surroundings(
    List<Vpc> vpcs,
    List<Subnet> subnets,
    List<Tenancy> others,
    List<String> pinnedAddresses,
    List<String> expectedSources,
    List<String> tokenDigests) {
  public Surroundings {
    vpcs = List.copyOf(vpcs);
    subnets = List.copyOf(subnets);
    others = List.copyOf(others);
    pinnedAddresses = List.copyOf(pinnedAddresses);
    expectedSources = List.copyOf(expectedSources);
    tokenDigests = List.copyOf(tokenDigests);
  }
}

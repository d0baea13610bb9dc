package io.promferry.tenantpromconfig.render;

import io.promferry.tenantpromconfig.model.kubeovn.SecurityGroup;
import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How the tenant's Prometheus reaches the gateway.
 *
 * @param dial the address that it dials
 * @param sources from where the gateway is to expect it; empty if that is not known
 * @param podAnnotations what Kube-OVN is told of its pods
 * @param mayRun false if its pods must not be made, because they would be where they may not be
 */
record Way(
    String dial,
    List<String> sources,
    SortedMap<String, String> podAnnotations,
    @Nullable SecurityGroup securityGroup,
    @Nullable VpcEgressGateway egressGateway,
    List<VpcEntries> vpcEntries,
    boolean mayRun) {
  Way {
    sources = List.copyOf(sources);
    vpcEntries = List.copyOf(vpcEntries);
  }
}

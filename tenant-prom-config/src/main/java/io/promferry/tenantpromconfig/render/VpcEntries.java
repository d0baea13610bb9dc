package io.promferry.tenantpromconfig.render;

import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must stand in a Vpc's lists for a tenant, among what others have put there. {@code bfdPort}
 * only where we may set it.
 */
public record VpcEntries(
    String vpc,
    List<Vpc.PolicyRoute> policyRoutes,
    List<Vpc.StaticRoute> staticRoutes,
    List<Vpc.Peering> peerings,
    Vpc.@Nullable BfdPort bfdPort) {
  public VpcEntries {
    policyRoutes = List.copyOf(policyRoutes);
    staticRoutes = List.copyOf(staticRoutes);
    peerings = List.copyOf(peerings);
  }
}

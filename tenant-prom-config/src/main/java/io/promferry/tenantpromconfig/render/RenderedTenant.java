package io.promferry.tenantpromconfig.render;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.promferry.tenantpromconfig.model.Problem;
import io.promferry.tenantpromconfig.model.kubeovn.SecurityGroup;
import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything a tenant needs, but for its token. What cannot be rendered is null, and a problem says
 * why.
 *
 * @param entry the gateway's tenant entry
 * @param vpcEntries what must stand in Vpcs, one element for each Vpc
 */
public record RenderedTenant(
    @Nullable Secret entry,
    @Nullable ServiceAccount serviceAccount,
    @Nullable ConfigMap config,
    @Nullable StatefulSet prometheus,
    @Nullable SecurityGroup securityGroup,
    @Nullable VpcEgressGateway egressGateway,
    List<VpcEntries> vpcEntries,
    List<Problem> problems) {
  public RenderedTenant {
    vpcEntries = List.copyOf(vpcEntries);
    problems = List.copyOf(problems);
  }

  /** The objects in the order in which they are to be made. */
  public List<HasMetadata> objects() {
    return Stream.<@Nullable HasMetadata>of(
            entry, egressGateway, securityGroup, serviceAccount, config, prometheus)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .toList();
  }
}

package io.promferry.tenantpromconfig.model;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * One tenant in one VPC (design section 7). Cluster-scoped, because its parts lie in several
 * namespaces.
 */
@Group("promferry.io")
@Version("v1alpha1")
@Plural("metricstenants")
public final class MetricsTenant extends CustomResource<MetricsTenantSpec, MetricsTenantStatus> {
  /** The name of the kind. */
  public static final String KIND = "MetricsTenant";
}

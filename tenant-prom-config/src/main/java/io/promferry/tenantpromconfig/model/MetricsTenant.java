package io.promferry.tenantpromconfig.model;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * One tenant in one VPC (design section 7). Cluster-scoped, because its parts lie in several
 * namespaces.
 */
@Group("promferry.io")
@Version("v1alpha1")
@Plural("metricstenants")
@ShortNames("mt")
@AdditionalPrinterColumn(name = "Tenant", jsonPath = ".spec.tenant")
@AdditionalPrinterColumn(name = "VPC", jsonPath = ".spec.vpc")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type=='Ready')].status")
@AdditionalPrinterColumn(
    name = "Flowing",
    jsonPath = ".status.conditions[?(@.type=='Flowing')].status")
@AdditionalPrinterColumn(
    name = "Last sample",
    jsonPath = ".status.lastSampleTime",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public final class MetricsTenant extends CustomResource<MetricsTenantSpec, MetricsTenantStatus> {
  /** The name of the kind. */
  public static final String KIND = "MetricsTenant";
}

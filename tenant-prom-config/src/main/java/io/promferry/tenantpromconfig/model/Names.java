package io.promferry.tenantpromconfig.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the objects that are made for a tenant are called, after its MetricsTenant's name. */
public record Names(String tenant) {
  /**
   * On everything of ours, with the MetricsTenant's name; selects tenant entries for the gateway
   * (design section 6).
   */
  public static final String TENANT_LABEL = "promferry.io/tenant";

  /** The field manager of everything that we apply. */
  public static final String FIELD_MANAGER = "promferry";

  /** On what is removed before the MetricsTenant may go. */
  public static final String FINALIZER = "promferry.io/finalizer";

  /** Key of the token in {@link #credentials}. */
  public static final String TOKEN_KEY = "token";

  /** StatefulSet, ServiceAccount and ConfigMap, in the tenant's namespace. */
  public String prometheus() {
    return "promferry-" + tenant;
  }

  /** Secret with the token, in the tenant's namespace. */
  public String credentials() {
    return "promferry-" + tenant + "-credentials";
  }

  /** Secret with the entry, in the namespace of the entries. */
  public String entry() {
    return tenant;
  }

  /** VpcEgressGateway, in the namespace of egress gateways. */
  public String egress() {
    return tenant;
  }

  /** SecurityGroup, cluster-scoped. */
  public String securityGroup() {
    return "promferry-" + tenant;
  }

  /** On every object, in a stable order. */
  public SortedMap<String, String> labels() {
    var labels = new TreeMap<>(selector());
    labels.put("app.kubernetes.io/managed-by", "promferry");
    labels.put(TENANT_LABEL, tenant);
    return Collections.unmodifiableSortedMap(labels);
  }

  /** By what the pods of its Prometheus are found in their namespace. */
  public SortedMap<String, String> selector() {
    return Collections.unmodifiableSortedMap(
        new TreeMap<>(
            Map.of(
                "app.kubernetes.io/name",
                "tenant-prometheus",
                "app.kubernetes.io/instance",
                tenant)));
  }
}

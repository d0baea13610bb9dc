package io.promferry.loadtests.lab;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a tenant has been ordered with.
 *
 * @param addresses its pinned ones: one for each egress replica, and one more
 * @param sourceAddress what the gateway does about others: {@code audit} or {@code enforce}
 * @param scrapeInterval a duration as Prometheus writes it
 */
record Ordered(
    TenantVpc tenant, List<String> addresses, String sourceAddress, String scrapeInterval) {
  Ordered {
    addresses = List.copyOf(addresses);
  }

  static Ordered first(TenantVpc tenant) {
    return new Ordered(tenant, tenant.addresses(), "enforce", "1s");
  }

  Ordered withAddresses(List<String> wanted) {
    return new Ordered(tenant, wanted, sourceAddress, scrapeInterval);
  }

  Ordered withSourceAddress(String wanted) {
    return new Ordered(tenant, addresses, wanted, scrapeInterval);
  }

  Ordered withScrapeInterval(String wanted) {
    return new Ordered(tenant, addresses, sourceAddress, wanted);
  }

  /** The one object that a tenant is. */
  GenericKubernetesResource metricsTenant() {
    var spec = new HashMap<String, Object>();
    spec.put("vpc", tenant.vpc());
    spec.put("namespace", tenant.namespace());
    spec.put("prometheus", Map.of("mode", "agent", "scrapeInterval", scrapeInterval));
    spec.put("egress", Map.of("replicas", addresses.size() - 1, "bfd", Map.of("enabled", false)));
    spec.put("identity", Map.of("sourceAddress", sourceAddress));
    return new GenericKubernetesResourceBuilder()
        .withApiVersion("promferry.io/v1alpha1")
        .withKind("MetricsTenant")
        .withNewMetadata()
        .withName(tenant.name())
        .endMetadata()
        .addToAdditionalProperties("spec", spec)
        .build();
  }
}

package io.promferry.loadtests.lab;

import static java.util.stream.Collectors.toMap;

import io.promferry.loadtests.sample.Window;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What can be seen of the tenants in the store, at the gateways and at their own Prometheus. */
record Sight(VpcLab lab) {
  /** The metric by which single writes are found again: its label {@code mark} tells them apart. */
  static final String MARKED = "lab_marked";

  /** Each mark in the store, and whose it is there; it must be one's only. */
  Map<String, String> marks(Window window) {
    return lab.query().samples(MARKED, window).series().stream()
        .collect(
            toMap(
                series -> series.label("mark"),
                series -> series.label("tenant"),
                (one, other) -> one + '+' + other));
  }

  List<String> marksOf(String mark, Window window) {
    return lab.query().samples("%s{mark=\"%s\"}".formatted(MARKED, mark), window).series().stream()
        .map(series -> series.label("tenant"))
        .toList();
  }

  /** Whose series are in the store under the tenant's labels. */
  List<String> owners(TenantVpc tenant, Window window) {
    var selector = "{owner!=\"\",tenant=\"%s\"}".formatted(tenant.name());
    return lab.query().samples(selector, window).series().stream()
        .map(series -> series.label("owner"))
        .distinct()
        .toList();
  }

  TreeSet<String> sources(TenantVpc tenant) {
    var all = new TreeSet<String>();
    lab.gateways().forEach(gateway -> all.addAll(gateway.sources(tenant.name())));
    return all;
  }

  double retried(TenantVpc tenant) {
    return lab.prometheus(tenant).metrics().sum("prometheus_remote_storage_samples_retried_total");
  }

  double lastReload(TenantVpc tenant) {
    return lab.prometheus(tenant)
        .metrics()
        .sum("prometheus_config_last_reload_success_timestamp_seconds");
  }

  Arrival arrival(TenantVpc tenant, Window window) {
    return Arrival.of(tenant, lab.exporters(tenant), lab.query(), window);
  }
}

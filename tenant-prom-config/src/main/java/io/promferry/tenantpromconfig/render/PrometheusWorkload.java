package io.promferry.tenantpromconfig.render;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.Tenancy;
import java.util.List;
import java.util.TreeMap;

/** The tenant's Prometheus: what it is told, and as what it runs. */
final class PrometheusWorkload {
  /** Where it answers. */
  static final int PORT = 9090;

  /** Directory of its configuration and the gateway's CA. */
  static final String CONFIG = "/etc/prometheus/config";

  /** Directory of its token. */
  static final String CREDENTIALS = "/etc/prometheus/credentials";

  private final Platform platform;
  private final Tenancy tenant;
  private final String image;
  private final PrometheusVersion version;

  PrometheusWorkload(Platform platform, Tenancy tenant) {
    this.platform = platform;
    this.tenant = tenant;
    var own = tenant.prometheus().image();
    this.image = own.isEmpty() ? platform.prometheus().image() : own;
    this.version = PrometheusVersion.of(image, platform);
  }

  ServiceAccount serviceAccount() {
    return new ServiceAccountBuilder()
        .withMetadata(metadata())
        .withAutomountServiceAccountToken(false)
        .build();
  }

  ConfigMap config(Way way) {
    var files = new TreeMap<String, String>();
    files.put("prometheus.yml", new PrometheusYaml(platform, tenant, version).text(way));
    var ca = platform.gateway().ca();
    if (ca != null && platform.gateway().tls()) {
      files.put("ca.crt", ca);
    }
    return new ConfigMapBuilder().withMetadata(metadata()).withData(files).build();
  }

  StatefulSet statefulSet(Way way) {
    return new PrometheusStatefulSet(tenant, image, version, pullSecrets())
        .render(metadata(), way.podAnnotations());
  }

  private List<LocalObjectReference> pullSecrets() {
    var own = tenant.prometheus().imagePullSecrets();
    return own.isEmpty()
        ? platform.prometheus().imagePullSecrets().stream().map(LocalObjectReference::new).toList()
        : own;
  }

  private ObjectMeta metadata() {
    return new ObjectMetaBuilder()
        .withName(tenant.names().prometheus())
        .withNamespace(tenant.prometheusNamespace(platform))
        .withLabels(tenant.names().labels())
        .build();
  }
}

package io.promferry.tenantpromconfig.render;

import io.promferry.tenantpromconfig.model.PrometheusSpec.Mode;
import io.promferry.tenantpromconfig.model.Tenancy;
import java.util.ArrayList;
import java.util.List;

/**
 * With what a tenant's Prometheus is started. Not {@code --web.enable-lifecycle}: anybody in the
 * VPC could stop it.
 */
final class PrometheusArguments {
  private final Tenancy.Prometheus wanted;
  private final PrometheusVersion version;
  private final String data;

  PrometheusArguments(Tenancy.Prometheus wanted, PrometheusVersion version, String data) {
    this.wanted = wanted;
    this.version = version;
    this.data = data;
  }

  List<String> list() {
    var arguments = new ArrayList<String>();
    var agent = wanted.mode() == Mode.AGENT;
    if (agent && version.isThree()) {
      arguments.add("--agent");
    }
    arguments.add("--config.file=" + PrometheusWorkload.CONFIG + "/prometheus.yml");
    if (version.reloadsItself()) {
      arguments.add("--config.auto-reload-interval=30s");
    }
    var features = features(agent);
    if (!features.isEmpty()) {
      arguments.add("--enable-feature=" + String.join(",", features));
    }
    if (agent) {
      arguments.add("--storage.agent.path=" + data);
      arguments.add("--storage.agent.retention.max-time=" + wanted.retention());
    } else {
      arguments.add("--storage.tsdb.path=" + data);
      arguments.add("--storage.tsdb.retention.time=" + wanted.retention());
    }
    arguments.add("--web.listen-address=:" + PrometheusWorkload.PORT);
    return arguments;
  }

  private List<String> features(boolean agent) {
    var features = new ArrayList<String>();
    if (agent && !version.isThree()) {
      features.add("agent");
    }
    if (version.reloadsItself()) {
      features.add("auto-reload-config");
    }
    features.add("exemplar-storage");
    if (!version.isThree()) {
      features.add("expand-external-labels");
    }
    if (version.writesVersion2()) {
      features.add("metadata-wal-records");
    }
    if (!version.configuresNativeHistograms()) {
      features.add("native-histograms");
    }
    return features;
  }
}

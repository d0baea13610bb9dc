package io.promferry.loadtests.peer;

import java.nio.file.Path;
import java.util.List;

/** Which Prometheus runs, and with which of its feature flags. */
public record PrometheusOptions(Path binary, List<String> features) {
  public PrometheusOptions {
    features = List.copyOf(features);
  }

  /** The one of the machine's own suite. */
  public static PrometheusOptions own() {
    return new PrometheusOptions(PeerBinaries.find("prometheus"), List.of());
  }

  /** The one of a newer suite. */
  public static PrometheusOptions newer() {
    return new PrometheusOptions(PeerBinaries.findNewer("prometheus"), List.of());
  }

  public PrometheusOptions withFeatures(String... wanted) {
    return new PrometheusOptions(binary, List.of(wanted));
  }

  List<String> arguments() {
    return features.stream().map(feature -> "--enable-feature=" + feature).toList();
  }
}

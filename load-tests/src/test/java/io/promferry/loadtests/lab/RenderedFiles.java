package io.promferry.loadtests.lab;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What has been rendered for a tenant.
 *
 * @param configuration the files of its ConfigMap, text by name
 * @param arguments of its Prometheus
 * @param entry the Secret that makes it known to the gateways
 */
record RenderedFiles(Map<String, String> configuration, List<String> arguments, Secret entry) {
  private static final String MOUNTS = "/etc/prometheus/";
  private static final String DATA = "=/prometheus";
  private static final String LOOKS_FOR_CHANGES = "--config.auto-reload-interval=";

  static RenderedFiles of(Path folder) {
    return new RenderedFiles(
        read(folder.resolve("configmap.yaml"), ConfigMap.class).getData(),
        requireNonNull(
                read(folder.resolve("statefulset.yaml"), StatefulSet.class)
                    .getSpec()
                    .getTemplate()
                    .getSpec())
            .getContainers()
            .getFirst()
            .getArgs(),
        read(folder.resolve("secret.yaml"), Secret.class));
  }

  /** The configuration of a Prometheus whose files are mounted into that directory. */
  Map<String, String> configurationIn(Path mounts) {
    return configuration.entrySet().stream()
        .collect(toUnmodifiableMap(Map.Entry::getKey, file -> mapped(file.getValue(), mounts)));
  }

  /** The arguments of such a Prometheus, which does not wait long before it looks for changes. */
  List<String> argumentsIn(Path mounts) {
    return arguments.stream()
        .map(argument ->
            argument.startsWith(LOOKS_FOR_CHANGES)
                ? LOOKS_FOR_CHANGES + "2s"
                : mapped(argument, mounts))
        .toList();
  }

  private static String mapped(String text, Path mounts) {
    return text.replace(MOUNTS, mounts + "/").replace(DATA, "=" + mounts.resolve("data"));
  }

  private static <T> T read(Path file, Class<T> type) {
    try {
      return Serialization.unmarshal(Files.readString(file), type);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

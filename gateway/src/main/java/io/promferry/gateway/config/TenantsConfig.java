package io.promferry.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where tenant entries come from: files, or the Secrets of a namespace.
 *
 * @param files absolute, or relative to the configuration file and already resolved; none where
 *     they come from Kubernetes
 * @param namespace whose Secrets hold them; null where they come from files
 * @param refresh the time from one look at whether they have changed to the next
 */
public record TenantsConfig(List<Path> files, @Nullable String namespace, Duration refresh) {
  private static final Duration DEFAULT_REFRESH = Duration.ofSeconds(5);

  /** A look costs nothing where changes are told, and what is told meanwhile is one change. */
  private static final Duration KUBERNETES_REFRESH = Duration.ofMillis(100);

  static final TenantsConfig NONE = new TenantsConfig(List.of(), null, DEFAULT_REFRESH);

  public TenantsConfig {
    files = List.copyOf(files);
  }

  static TenantsConfig read(Section section, Path directory) {
    if (section.has("kubernetes")) {
      return ofKubernetes(section);
    }
    if (!section.has("files")) {
      section.problem("files", "is required, or kubernetes in its place");
    }
    return new TenantsConfig(
        section.scalars("files", directory::resolve),
        null,
        section.scalar("refresh", Values::positiveDuration).orElse(DEFAULT_REFRESH));
  }

  private static TenantsConfig ofKubernetes(Section section) {
    List.of("files", "refresh").forEach(key -> section.refuse(key, "does not go with kubernetes"));
    var namespace =
        section.section("kubernetes", keys -> keys.required("namespace", Values::namespace));
    if (namespace.isEmpty()) {
      section.problem("kubernetes", "needs a namespace");
    }
    return new TenantsConfig(
        List.of(), namespace.flatMap(Function.identity()).orElse(""), KUBERNETES_REFRESH);
  }
}

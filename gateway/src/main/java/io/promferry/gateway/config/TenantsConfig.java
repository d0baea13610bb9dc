package io.promferry.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where tenant entries come from.
 *
 * @param files absolute, or relative to the configuration file and already resolved
 * @param refresh the time from one look at whether they or their secrets have changed to the next
 */
public record TenantsConfig(List<Path> files, Duration refresh) {
  static final Duration DEFAULT_REFRESH = Duration.ofSeconds(5);

  public TenantsConfig {
    files = List.copyOf(files);
  }

  static TenantsConfig read(Section section, Path directory) {
    section.notYet("kubernetes");
    if (!section.has("files")) {
      section.problem("files", "is required");
    }
    return new TenantsConfig(
        section.scalars("files", directory::resolve),
        section.scalar("refresh", Values::positiveDuration).orElse(DEFAULT_REFRESH));
  }
}

package io.promferry.gateway.config;

/**
 * Scrape targets for tenants' Prometheus, from the Kubernetes API.
 *
 * @param monitors whether PodMonitors and ServiceMonitors count
 */
public record DiscoveryConfig(boolean monitors) {
  static DiscoveryConfig read(Section section) {
    if (!section.has("kubernetes")) {
      section.problem("kubernetes", "is required, and may be empty: {}");
    }
    return new DiscoveryConfig(
        section.section("kubernetes", DiscoveryConfig::monitors).orElse(true));
  }

  private static boolean monitors(Section section) {
    return section.scalar("monitors", Values::bool).orElse(true);
  }
}

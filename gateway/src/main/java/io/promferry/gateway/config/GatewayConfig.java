package io.promferry.gateway.config;

import io.promferry.gateway.limits.TenantLimits;
import io.promferry.gateway.relabel.RelabelRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/**
 * {@code gateway.yml} (design section 6), with every default filled in.
 *
 * @param admin where the operators' listener listens
 * @param upstreams with different names; at least one of them is required
 * @param deliveryDeadline from the end of a body to its answer, all attempts together
 * @param limits of every tenant whose entry does not say otherwise
 * @param tenantFiles absolute, or relative to the configuration file and already resolved
 * @param rules for every tenant's series, before the tenant's own
 */
public record GatewayConfig(
    ServerConfig server,
    HostPort admin,
    LabelsConfig labels,
    List<UpstreamConfig> upstreams,
    Duration deliveryDeadline,
    List<Path> tenantFiles,
    TenantLimits limits,
    ActiveSeriesConfig activeSeries,
    RelabelRules rules,
    LogFormat logFormat) {
  private static final HostPort DEFAULT_ADMIN = new HostPort("127.0.0.1", 9202);
  private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(12);

  public GatewayConfig {
    upstreams = List.copyOf(upstreams);
    tenantFiles = List.copyOf(tenantFiles);
  }

  /**
   * Loads the file.
   *
   * @throws ConfigException with all problems together, if there is one
   */
  public static GatewayConfig load(Path file) throws ConfigException {
    var directory = file.toAbsolutePath().getParent();
    return Document.read(
        file, root -> read(root, directory == null ? file.toAbsolutePath() : directory));
  }

  private static GatewayConfig read(Section root, Path directory) {
    return new GatewayConfig(
        root.section("server", GatewayConfig::server).orElseGet(ServerConfig::defaults),
        root.section("admin", GatewayConfig::admin).orElse(DEFAULT_ADMIN),
        root.section("labels", LabelsConfig::read).orElse(LabelsConfig.DEFAULT),
        upstreams(root, new ConfigFiles(directory)),
        root.section("delivery", GatewayConfig::deadline).orElse(DEFAULT_DEADLINE),
        tenantFiles(root).stream().map(directory::resolve).toList(),
        root.section("limits", section -> LimitsConfig.read(section, TenantLimits.DEFAULT))
            .orElse(TenantLimits.DEFAULT),
        root.section("active-series", ActiveSeriesConfig::read)
            .orElseGet(ActiveSeriesConfig::defaults),
        RelabelConfig.read(root, "relabel"),
        root.section("log", GatewayConfig::logFormat).orElse(LogFormat.TEXT));
  }

  private static ServerConfig server(Section section) {
    section.notYet("tls", "proxy-protocol");
    return ServerConfig.read(section);
  }

  private static HostPort admin(Section section) {
    section.notYet("tls", "authorization");
    return section.scalar("listen", HostPort::parse).orElse(DEFAULT_ADMIN);
  }

  private static Duration deadline(Section section) {
    return section.scalar("deadline", Values::positiveDuration).orElse(DEFAULT_DEADLINE);
  }

  private static LogFormat logFormat(Section section) {
    return section
        .scalar("format", text -> Values.oneOf(LogFormat.class, text))
        .orElse(LogFormat.TEXT);
  }

  private static List<UpstreamConfig> upstreams(Section root, ConfigFiles files) {
    if (!root.has("upstreams")) {
      root.problem("upstreams", "is required");
      return List.of();
    }
    var names = new HashSet<String>();
    var upstreams =
        root.sections("upstreams", section -> UpstreamConfig.read(section, files, names));
    if (upstreams.stream().noneMatch(UpstreamConfig::required)) {
      root.problem("upstreams", "must have one with required: true, or nothing is ever stored");
    }
    return upstreams;
  }

  private static List<String> tenantFiles(Section root) {
    if (!root.has("tenants")) {
      root.problem("tenants", "is required");
    }
    return root.section(
            "tenants",
            section -> {
              section.notYet("kubernetes");
              if (!section.has("files")) {
                section.problem("files", "is required");
              }
              return section.scalars("files", text -> text);
            })
        .orElse(List.of());
  }
}

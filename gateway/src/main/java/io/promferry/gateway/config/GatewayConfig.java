package io.promferry.gateway.config;

import io.promferry.gateway.limits.TenantLimits;
import io.promferry.gateway.relabel.RelabelRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code gateway.yml} (design section 6), with every default filled in.
 *
 * @param upstreams with different names; at least one of them is required
 * @param deliveryDeadline from the end of a body to its answer, all attempts together
 * @param serviceAccounts null where no service-account token is believed
 * @param peers null where nothing is asked of other replicas
 * @param limits of every tenant whose entry does not say otherwise
 * @param rules for every tenant's series, before the tenant's own
 * @param discovery null where tenants cannot ask for scrape targets
 * @param tenantSeries null where tenants are not told of themselves in the central stores
 */
public record GatewayConfig(
    ServerConfig server,
    AdminConfig admin,
    LabelsConfig labels,
    List<UpstreamConfig> upstreams,
    Duration deliveryDeadline,
    TenantsConfig tenants,
    @Nullable ServiceAccountsConfig serviceAccounts,
    @Nullable PeersConfig peers,
    TenantLimits limits,
    ActiveSeriesConfig activeSeries,
    RelabelRules rules,
    @Nullable DiscoveryConfig discovery,
    @Nullable TenantSeriesConfig tenantSeries,
    LogFormat logFormat) {
  private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(12);

  public GatewayConfig {
    upstreams = List.copyOf(upstreams);
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
    var files = new ConfigFiles(directory);
    var admin =
        root.section("admin", section -> AdminConfig.read(section, files))
            .orElse(AdminConfig.DEFAULT);
    return new GatewayConfig(
        root.section("server", section -> ServerConfig.read(section, files))
            .orElseGet(ServerConfig::defaults),
        admin,
        root.section("labels", LabelsConfig::read).orElse(LabelsConfig.DEFAULT),
        upstreams(root, files),
        root.section("delivery", GatewayConfig::deadline).orElse(DEFAULT_DEADLINE),
        tenants(root, directory),
        root.section("service-accounts", section -> ServiceAccountsConfig.read(section, files))
            .flatMap(Function.identity())
            .orElse(null),
        root.section("peers", section -> PeersConfig.read(section, admin, files)).orElse(null),
        root.section("limits", section -> LimitsConfig.read(section, TenantLimits.DEFAULT))
            .orElse(TenantLimits.DEFAULT),
        root.section("active-series", ActiveSeriesConfig::read)
            .orElseGet(ActiveSeriesConfig::defaults),
        RelabelConfig.read(root, "relabel"),
        root.section("discovery", DiscoveryConfig::read).orElse(null),
        root.section("tenant-series", TenantSeriesConfig::read).orElse(null),
        root.section("log", GatewayConfig::logFormat).orElse(LogFormat.TEXT));
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

  private static TenantsConfig tenants(Section root, Path directory) {
    if (!root.has("tenants")) {
      root.problem("tenants", "is required");
    }
    return root.section("tenants", section -> TenantsConfig.read(section, directory))
        .orElse(TenantsConfig.NONE);
  }
}

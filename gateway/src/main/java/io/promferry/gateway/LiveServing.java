package io.promferry.gateway;

import io.promferry.gateway.auth.KeyRing;
import io.promferry.gateway.config.ConfigException;
import io.promferry.gateway.config.GatewayConfig;
import io.promferry.gateway.config.TenantSeriesConfig;
import io.promferry.gateway.config.UpstreamConfig;
import io.promferry.gateway.events.LogEvent;
import io.promferry.gateway.http.Serving;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.upstream.Upstream;
import io.promferry.gateway.upstream.Upstreams;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is served from at the moment, and how something else takes its place: the whole
 * configuration at a reload, or the tenants alone when their source has changed; each whole or not
 * at all. One change at a time.
 */
final class LiveServing implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(LiveServing.class);

  private final Path configFile;
  private final GatewayConfig started;
  private final GatewayMeters meters;
  private final KeptState kept;
  private final Function<UpstreamConfig, Upstream> upstreams;
  private volatile LoadedConfig loaded;
  private volatile @Nullable TokenIssuer issuer;
  private volatile Serving serving;

  /** {@code upstreams} makes one that is ready to be used. */
  LiveServing(
      Path configFile,
      LoadedConfig loaded,
      GatewayMeters meters,
      KeptState kept,
      Function<UpstreamConfig, Upstream> upstreams) {
    this.configFile = configFile;
    this.started = loaded.config();
    this.loaded = loaded;
    this.meters = meters;
    this.kept = kept;
    this.upstreams = upstreams;
    var first = issuerOf(loaded, null);
    issuer = first;
    serving =
        assemble(
            loaded, new Upstreams(started.upstreams().stream().map(upstreams).toList()), first);
    meters.watchIssuerKeys(
        () -> issuerKeys().map(KeyRing::size).orElse(0),
        () -> issuerKeys().map(KeyRing::isFresh).orElse(true));
    meters.reloaded(true, System.currentTimeMillis() / 1000);
  }

  /** What a write that begins now is served from. */
  Serving now() {
    return serving;
  }

  /** How tenants are told of themselves at the moment; null where they are not. */
  @Nullable TenantSeriesConfig tenantSeries() {
    return loaded.config().tenantSeries();
  }

  /** Reads everything again; gives the problems that kept it from being taken over. */
  synchronized List<String> reload() {
    try {
      takeOver(loaded.reloaded(configFile));
      return List.of();
    } catch (ConfigException e) {
      meters.reloaded(false, 0);
      LogEvent.CONFIG_REFUSED
          .on(logger)
          .addKeyValue("problems", e.problems())
          .log("reload refused, the old configuration stays");
      return e.problems();
    }
  }

  /** Reads the tenants again if they may have changed. */
  synchronized void lookAtTenants() {
    if (!loaded.source().hasChanged()) {
      return;
    }
    try {
      takeOver(loaded.withTenantsReloaded(configFile), serving.upstreams());
      LogEvent.TENANTS_RELOADED
          .on(logger)
          .addKeyValue("tenants", serving.tenants().size())
          .log("tenants re-read");
    } catch (ConfigException e) {
      meters.tenantsLoaded(false);
      LogEvent.TENANTS_REFUSED
          .on(logger)
          .addKeyValue("problems", e.problems())
          .log("tenants cannot be used, the last good ones stay");
    }
  }

  /**
   * Lets go of the tenants' source and the issuer's keys; the upstreams are closed by whoever has
   * drained them.
   */
  @Override
  public void close() {
    closeSource();
    var running = issuer;
    if (running != null) {
      running.close();
    }
  }

  private synchronized void closeSource() {
    loaded.source().close();
  }

  private void takeOver(LoadedConfig next) {
    var before = serving.upstreams();
    var now = before.reloaded(next.config().upstreams(), upstreams);
    takeOver(next, now);
    before.closeAllBut(now, next.config().deliveryDeadline());
    meters.reloaded(true, System.currentTimeMillis() / 1000);
    LogEvent.CONFIG_RELOADED
        .on(logger)
        .addKeyValue("tenants", serving.tenants().size())
        .log("reloaded");
    if (!next.config().server().equals(started.server())
        || !next.config().admin().equals(started.admin())
        || !Objects.equals(next.config().peers(), started.peers())
        || !next.config().activeSeries().equals(started.activeSeries())
        || !Objects.equals(next.config().discovery(), started.discovery())
        || !Objects.equals(next.config().tenants().namespace(), started.tenants().namespace())) {
      LogEvent.CONFIG_NEEDS_RESTART
          .on(logger)
          .log(
              "changes of server, admin, peers, active-series, discovery and tenants.kubernetes"
                  + " need a restart");
    }
  }

  private void takeOver(LoadedConfig next, Upstreams nextUpstreams) {
    var issuerBefore = issuer;
    var issuerNow = issuerOf(next, issuerBefore);
    serving = assemble(next, nextUpstreams, issuerNow);
    loaded = next;
    issuer = issuerNow;
    if (issuerBefore != null && issuerBefore != issuerNow) {
      issuerBefore.close();
    }
    kept.retain(next.tenants().stream().map(Tenant::id).collect(Collectors.toSet()));
    meters.tenantsLoaded(true);
  }

  private Serving assemble(
      LoadedConfig next, Upstreams nextUpstreams, @Nullable TokenIssuer nextIssuer) {
    return ServingAssembler.assemble(
        next, nextUpstreams, kept, nextIssuer == null ? null : nextIssuer.tokens());
  }

  /** The same issuer keeps its keys, and what was verified with them. */
  private static @Nullable TokenIssuer issuerOf(LoadedConfig next, @Nullable TokenIssuer before) {
    var config = next.config().serviceAccounts();
    if (config == null) {
      return null;
    }
    return before != null && before.config().equals(config) ? before : TokenIssuer.start(config);
  }

  private Optional<KeyRing> issuerKeys() {
    return Optional.ofNullable(issuer).map(TokenIssuer::keys);
  }
}

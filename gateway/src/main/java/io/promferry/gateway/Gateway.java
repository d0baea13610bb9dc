package io.promferry.gateway;

import io.promferry.gateway.accept.Gate;
import io.promferry.gateway.accept.GatedTransport;
import io.promferry.gateway.auth.KeyRing;
import io.promferry.gateway.config.ConfigException;
import io.promferry.gateway.config.GatewayConfig;
import io.promferry.gateway.config.UpstreamConfig;
import io.promferry.gateway.http.OperatorsListener;
import io.promferry.gateway.http.PipelinePool;
import io.promferry.gateway.http.Serving;
import io.promferry.gateway.http.TenantListener;
import io.promferry.gateway.http.TenantsEndpoint;
import io.promferry.gateway.status.GatewayIdentity;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.upstream.Upstream;
import io.promferry.gateway.upstream.Upstreams;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running process: the one place that makes the collaborators and knows them all. Starts,
 * reloads, drains and stops.
 */
public final class Gateway implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Gateway.class);
  private static final int CLOSE_SECONDS = 5;

  private final Path configFile;
  private final GatewayConfig started;
  private final Vertx vertx;
  private final int eventLoops = Runtime.getRuntime().availableProcessors();
  private final Clocks clocks;
  private final GatewayMeters meters = new GatewayMeters(Version.current());
  private final PipelinePool pool;
  private final KeptState kept;
  private final AtomicReference<Serving> serving;
  private LoadedConfig loaded;
  private volatile @Nullable TokenIssuer issuer;
  private volatile ListenersTls tls = new ListenersTls(null, null);
  private volatile boolean ready;
  private volatile boolean closed;
  private volatile @Nullable String listener;
  private volatile long sweepTimer = -1;

  private Gateway(Path configFile, LoadedConfig loaded, Clocks clocks, PipelinePool pool) {
    this.clocks = clocks;
    this.configFile = configFile;
    this.started = loaded.config();
    this.loaded = loaded;
    this.issuer = issuerOf(loaded, null);
    this.pool = pool;
    this.kept = new KeptState(started, meters, clocks);
    this.vertx =
        Vertx.builder()
            .with(new VertxOptions())
            .withTransport(GatedTransport.behind(new Gate(started.server(), meters)))
            .build();
    this.serving =
        new AtomicReference<>(
            assemble(
                loaded,
                new Upstreams(started.upstreams().stream().map(this::upstream).toList()),
                issuer));
    meters.watchIssuerKeys(
        () -> issuerKeys().map(KeyRing::size).orElse(0),
        () -> issuerKeys().map(KeyRing::isFresh).orElse(true));
    meters.reloaded(true, System.currentTimeMillis() / 1000);
  }

  private Optional<KeyRing> issuerKeys() {
    return Optional.ofNullable(issuer).map(TokenIssuer::keys);
  }

  private Serving assemble(
      LoadedConfig next, Upstreams upstreams, @Nullable TokenIssuer nextIssuer) {
    return ServingAssembler.assemble(
        next, upstreams, kept, nextIssuer == null ? null : nextIssuer.tokens());
  }

  /** The same issuer keeps its keys, and what was verified with them. */
  private static @Nullable TokenIssuer issuerOf(LoadedConfig next, @Nullable TokenIssuer before) {
    var config = next.config().serviceAccounts();
    if (config == null) {
      return null;
    }
    return before != null && before.config().equals(config) ? before : TokenIssuer.start(config);
  }

  /**
   * Starts with the given configuration file; the future succeeds when both listeners are up, and
   * fails with a {@link ConfigException} if what the configuration names cannot be used.
   */
  static Future<Gateway> start(Path configFile, LoadedConfig loaded) {
    return start(
        configFile,
        loaded,
        Clocks.SYSTEM,
        PipelinePool.of(Runtime.getRuntime().availableProcessors()));
  }

  /** The same with other clocks, and threads for large bodies. */
  static Future<Gateway> start(
      Path configFile, LoadedConfig loaded, Clocks clocks, PipelinePool pool) {
    var gateway = new Gateway(configFile, loaded, clocks, pool);
    return gateway.listen().map(gateway);
  }

  private Future<Void> listen() {
    var options = new DeploymentOptions().setInstances(eventLoops);
    return vertx
        .executeBlocking(this::readTls)
        .compose(_ -> vertx.deployVerticle(this::tenantListener, options))
        .compose(id -> {
          listener = id;
          return new OperatorsListener(vertx, meters, tenantsEndpoint(), () -> ready, this::reload)
              .listen(started.admin().listen(), tls.operators());
        })
        .onSuccess(_ -> up())
        .mapEmpty();
  }

  private @Nullable Void readTls() throws ConfigException {
    tls = ListenersTls.read(started, vertx, meters);
    return null;
  }

  private TenantListener tenantListener() {
    return new TenantListener(started.server(), serving::get, pool, meters, tls.tenants());
  }

  private TenantsEndpoint tenantsEndpoint() {
    var identity = new GatewayIdentity(Version.current(), Replica.name());
    return new TenantsEndpoint(
        identity, kept.journals().started(), serving::get, clocks.instants());
  }

  private void up() {
    ready = true;
    lookAtTenantsLater();
    sweepTimer = vertx.setPeriodic(kept.limiters().sweepEvery().toMillis(), _ -> sweep());
    logger
        .atInfo()
        .addKeyValue("version", Version.current())
        .addKeyValue("listen", started.server().listen())
        .addKeyValue("admin", started.admin().listen())
        .addKeyValue("tls", started.server().tls() != null)
        .addKeyValue("tenants", serving.get().tenants().size())
        .addKeyValue("native-transport", vertx.isNativeTransportEnabled())
        .log("gateway started");
  }

  /** Forgets series that are no longer sent, away from the event loops. */
  Future<Void> sweep() {
    return vertx.executeBlocking(Executors.callable(kept.limiters()::sweep)).mapEmpty();
  }

  /**
   * Reads everything again and takes it over whole, or not at all; gives the problems. Certificates
   * of the listeners are looked at too, each for itself.
   */
  Future<List<String>> reload() {
    return tls.recheck()
        .compose(_ -> vertx.executeBlocking(this::reloadNow, true))
        .map(problems -> problems == null ? List.of() : problems);
  }

  /** One at a time, or upstreams that one of two has made would never be closed. */
  private synchronized List<String> reloadNow() {
    try {
      takeOver(LoadedConfig.load(configFile));
      return List.of();
    } catch (ConfigException e) {
      meters.reloaded(false, 0);
      logger
          .atError()
          .addKeyValue("problems", e.problems())
          .log("reload refused, the old configuration stays");
      return e.problems();
    }
  }

  private void takeOver(LoadedConfig next) {
    var before = serving.get().upstreams();
    var now = before.reloaded(next.config().upstreams(), this::upstream);
    takeOver(next, now);
    before.closeAllBut(now, next.config().deliveryDeadline());
    meters.reloaded(true, System.currentTimeMillis() / 1000);
    logger.atInfo().addKeyValue("tenants", serving.get().tenants().size()).log("reloaded");
    if (!next.config().server().equals(started.server())
        || !next.config().admin().equals(started.admin())
        || !next.config().activeSeries().equals(started.activeSeries())) {
      logger.atWarn().log("changes of server, admin and active-series need a restart");
    }
  }

  private void takeOver(LoadedConfig next, Upstreams upstreams) {
    var issuerBefore = issuer;
    var issuerNow = issuerOf(next, issuerBefore);
    serving.set(assemble(next, upstreams, issuerNow));
    loaded = next;
    issuer = issuerNow;
    if (issuerBefore != null && issuerBefore != issuerNow) {
      issuerBefore.close();
    }
    var ids = next.tenants().tenants().stream().map(Tenant::id).collect(Collectors.toSet());
    kept.retain(ids);
    meters.tenantsLoaded(true);
  }

  private void lookAtTenantsLater() {
    if (closed) {
      return;
    }
    vertx
        .timer(started.tenants().refresh().toMillis(), TimeUnit.MILLISECONDS)
        .compose(_ ->
            closed
                ? Future.succeededFuture()
                : vertx.executeBlocking(Executors.callable(this::lookAtTenants), true))
        .onComplete(_ -> lookAtTenantsLater());
  }

  /** Takes the tenants over whole, without a reload, when their files or secrets have changed. */
  private synchronized void lookAtTenants() {
    if (!loaded.tenantFiles().haveChanged()) {
      return;
    }
    try {
      takeOver(loaded.withTenantsReloaded(configFile), serving.get().upstreams());
      logger.atInfo().addKeyValue("tenants", serving.get().tenants().size()).log("tenants re-read");
    } catch (ConfigException e) {
      meters.tenantsLoaded(false);
      logger
          .atError()
          .addKeyValue("problems", e.problems())
          .log("tenants cannot be used, the last good ones stay");
    }
  }

  private Upstream upstream(UpstreamConfig config) {
    return new Upstream(
        config,
        "promferry/" + Version.current(),
        vertx,
        meters.upstream(config.name()),
        clocks.instants());
  }

  /**
   * Stops as design section 5 says: unready first, then no new connections, then what is in flight.
   */
  Future<Void> stop() {
    ready = false;
    var drainDelay = started.server().drainDelay();
    logger.atInfo().addKeyValue("drain-delay", drainDelay).log("draining");
    var deployed = listener;
    listener = null;
    return delay(drainDelay)
        .compose(_ -> deployed == null ? Future.succeededFuture() : vertx.undeploy(deployed))
        .compose(_ -> serving.get().upstreams().close(Duration.ZERO))
        .onComplete(_ -> logger.atInfo().log("gateway stopped"));
  }

  /**
   * Lets go of threads and connections, after {@link #stop}. Not from an event loop: those end
   * here, and with them whatever would wait on one.
   */
  @Override
  public void close() {
    closed = true;
    tls.close();
    vertx.cancelTimer(sweepTimer);
    try {
      vertx.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      logger.atWarn().log("event loops did not end in time");
    }
    var running = issuer;
    if (running != null) {
      running.close();
    }
    pool.close();
    meters.close();
  }

  private Future<Void> delay(Duration time) {
    return time.isZero()
        ? Future.succeededFuture()
        : vertx.timer(time.toMillis(), TimeUnit.MILLISECONDS).mapEmpty();
  }
}

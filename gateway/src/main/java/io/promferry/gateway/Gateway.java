package io.promferry.gateway;

import io.promferry.gateway.accept.Gate;
import io.promferry.gateway.accept.GatedTransport;
import io.promferry.gateway.config.ConfigException;
import io.promferry.gateway.config.GatewayConfig;
import io.promferry.gateway.config.UpstreamConfig;
import io.promferry.gateway.discovery.TargetSummary;
import io.promferry.gateway.events.LogEvent;
import io.promferry.gateway.http.OperatorsListener;
import io.promferry.gateway.http.OtherFleets;
import io.promferry.gateway.http.Overview;
import io.promferry.gateway.http.PipelinePool;
import io.promferry.gateway.http.TenantListener;
import io.promferry.gateway.kube.ApiServer;
import io.promferry.gateway.peers.RateReport;
import io.promferry.gateway.source.TenantSource;
import io.promferry.gateway.source.kube.KubeTenants;
import io.promferry.gateway.status.GatewayIdentity;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.upstream.Upstream;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
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

  private final GatewayConfig started;
  private final Vertx vertx;
  private final int eventLoops = Runtime.getRuntime().availableProcessors();
  private final Clocks clocks;
  private final GatewayMeters meters = new GatewayMeters(Version.current());
  private final PipelinePool pool;
  private final KeptState kept;
  private final LiveServing live;
  private final String process = UUID.randomUUID().toString();
  private final @Nullable Peers peers;
  private final Housekeeping housekeeping;
  private final TenantSeriesWriter tenantSeries;
  private final Supplier<ApiServer> apiServer;
  private volatile @Nullable ApiServer api;
  private volatile @Nullable Discovery discovery;
  private volatile @Nullable ListenersFiles files;
  private volatile boolean ready;
  private volatile @Nullable String listener;

  private Gateway(
      Path configFile,
      LoadedConfig loaded,
      Clocks clocks,
      PipelinePool pool,
      Supplier<ApiServer> apiServer) {
    this.apiServer = apiServer;
    this.clocks = clocks;
    this.started = loaded.config();
    this.pool = pool;
    this.kept = new KeptState(started, meters, clocks);
    this.vertx =
        Vertx.builder()
            .with(new VertxOptions())
            .withTransport(
                GatedTransport.behind(new Gate(started.server(), meters, kept.strangers())))
            .build();
    this.live = new LiveServing(configFile, loaded, meters, kept, this::upstream);
    this.peers = peers();
    this.housekeeping = new Housekeeping(vertx, started, live, kept, peers);
    this.tenantSeries = new TenantSeriesWriter(vertx, live, kept, clocks, identity());
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
        PipelinePool.of(Runtime.getRuntime().availableProcessors()),
        ApiServer::ofEnvironment);
  }

  /**
   * The same with other clocks and threads for large bodies, and with what reaches the API server,
   * which is asked for only where the configuration needs one.
   */
  static Future<Gateway> start(
      Path configFile,
      LoadedConfig loaded,
      Clocks clocks,
      PipelinePool pool,
      Supplier<ApiServer> apiServer) {
    var gateway = new Gateway(configFile, loaded, clocks, pool, apiServer);
    return gateway.listen(loaded.source()).map(gateway);
  }

  private Future<Void> listen(TenantSource tenants) {
    var options = new DeploymentOptions().setInstances(eventLoops);
    return vertx
        .executeBlocking(this::readFiles)
        .compose(_ -> vertx.executeBlocking(Executors.callable(() -> watch(tenants))))
        .compose(_ -> vertx.deployVerticle(this::tenantListener, options))
        .compose(id -> {
          listener = id;
          var read = files();
          return new OperatorsListener(
                  vertx,
                  meters,
                  overview(),
                  otherFleets(),
                  this::lastTargets,
                  this::rates,
                  this::isReady,
                  this::reload)
              .listen(started.admin().listen(), read.operators(), read.access());
        })
        .onSuccess(_ -> up())
        .mapEmpty();
  }

  private ListenersFiles readFiles() throws ConfigException {
    var read = ListenersFiles.read(started, vertx, meters);
    files = read;
    return read;
  }

  private ListenersFiles files() {
    return Objects.requireNonNull(files, "read before anything listens");
  }

  /** Files are only looked at; the API server tells of changes. */
  private void watch(TenantSource tenants) {
    var discover = started.discovery();
    if (!(tenants instanceof KubeTenants) && discover == null) {
      return;
    }
    var reached = apiServer.get();
    api = reached;
    if (tenants instanceof KubeTenants kube) {
      kube.start(reached, meters, clocks.nanos());
    }
    if (discover != null) {
      discovery = Discovery.start(reached, discover.monitors(), kept, meters, clocks.nanos());
    }
  }

  private boolean isReady() {
    return ready && live.now().source().loaded();
  }

  private TenantListener tenantListener() {
    var on = discovery;
    return new TenantListener(
        started.server(),
        live::now,
        pool,
        meters,
        kept.strangers(),
        on == null ? null : on::targets,
        files().tenants());
  }

  private Overview overview() {
    return new Overview(
        identity(), kept.journals().started(), live::now, kept.strangers(), clocks.instants());
  }

  private static GatewayIdentity identity() {
    return new GatewayIdentity(Version.current(), Replica.name());
  }

  private Optional<TargetSummary> lastTargets(TenantId id) {
    return Optional.ofNullable(discovery).flatMap(on -> on.last(id));
  }

  private String rates() {
    return new RateReport(Replica.name(), process, kept.limiters().samplesPerSecond()).json();
  }

  private OtherFleets otherFleets() {
    var client = peers == null ? null : peers.client();
    return new OtherFleets(process, client, clocks.instants(), vertx);
  }

  private @Nullable Peers peers() {
    var config = started.peers();
    return config == null ? null : Peers.of(config, process, kept, clocks, meters, vertx);
  }

  private void up() {
    ready = true;
    housekeeping.start();
    tenantSeries.start();
    LogEvent.GATEWAY_STARTED
        .on(logger)
        .addKeyValue("version", Version.current())
        .addKeyValue("listen", started.server().listen())
        .addKeyValue("admin", started.admin().listen())
        .addKeyValue("tls", started.server().tls() != null)
        .addKeyValue("tenants", live.now().tenants().size())
        .addKeyValue("native-transport", vertx.isNativeTransportEnabled())
        .log("gateway started");
  }

  Housekeeping housekeeping() {
    return housekeeping;
  }

  /**
   * Reads everything again and takes it over whole, or not at all; gives the problems. Files of the
   * listeners are looked at too, each for itself.
   */
  Future<List<String>> reload() {
    return files().recheck().compose(_ -> vertx.executeBlocking(live::reload, true));
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
    tenantSeries.close();
    var drainDelay = started.server().drainDelay();
    LogEvent.GATEWAY_DRAINING.on(logger).addKeyValue("drain-delay", drainDelay).log("draining");
    var deployed = listener;
    listener = null;
    return delay(drainDelay)
        .compose(_ -> deployed == null ? Future.succeededFuture() : vertx.undeploy(deployed))
        .compose(_ -> live.now().upstreams().close(Duration.ZERO))
        .onComplete(_ -> LogEvent.GATEWAY_STOPPED.on(logger).log("gateway stopped"));
  }

  /**
   * Lets go of threads and connections, after {@link #stop}. Not from an event loop: those end
   * here, and with them whatever would wait on one.
   */
  @Override
  public void close() {
    housekeeping.close();
    var read = files;
    if (read != null) {
      read.close();
    }
    try {
      vertx.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LogEvent.GATEWAY_STOPPED_LATE.on(logger).log("event loops did not end in time");
    }
    live.close();
    closeApi();
    pool.close();
    meters.close();
  }

  private void closeApi() {
    var on = discovery;
    if (on != null) {
      on.close();
    }
    var reached = api;
    if (reached != null) {
      reached.close();
    }
  }

  private Future<Void> delay(Duration time) {
    return time.isZero()
        ? Future.succeededFuture()
        : vertx.timer(time.toMillis(), TimeUnit.MILLISECONDS).mapEmpty();
  }
}

package io.promferry.gateway;

import io.promferry.gateway.config.ConfigException;
import io.promferry.gateway.config.GatewayConfig;
import io.promferry.gateway.config.UpstreamConfig;
import io.promferry.gateway.http.OperatorsListener;
import io.promferry.gateway.http.PipelinePool;
import io.promferry.gateway.http.Serving;
import io.promferry.gateway.http.TenantListener;
import io.promferry.gateway.limits.FairBudget;
import io.promferry.gateway.limits.Limiters;
import io.promferry.gateway.limits.SeriesMemory;
import io.promferry.gateway.pipeline.RulesMemory;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.upstream.Upstream;
import io.promferry.gateway.upstream.Upstreams;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
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
  private final Vertx vertx =
      Vertx.builder().with(new VertxOptions().setPreferNativeTransport(true)).build();
  private final int eventLoops = Runtime.getRuntime().availableProcessors();
  private final GatewayMeters meters = new GatewayMeters(Version.current());
  private final PipelinePool pool;
  private final Limiters<TenantId> limiters;
  private final RulesMemory rulesMemory;
  private final AtomicReference<Serving> serving;
  private volatile boolean ready;
  private volatile @Nullable String listener;

  private Gateway(Path configFile, LoadedConfig loaded, LongSupplier nanos, PipelinePool pool) {
    this.configFile = configFile;
    this.started = loaded.config();
    this.pool = pool;
    this.limiters = limiters(nanos);
    this.rulesMemory = new RulesMemory(started.server().rulesMemory());
    this.serving =
        new AtomicReference<>(
            ServingAssembler.assemble(
                loaded,
                new Upstreams(started.upstreams().stream().map(this::upstream).toList()),
                limiters,
                rulesMemory,
                meters));
    meters.watchRules(rulesMemory::used, rulesMemory.capacity(), rulesMemory::computed);
    meters.reloaded(true, System.currentTimeMillis() / 1000);
  }

  /** Starts with the given configuration file; the future succeeds when both listeners are up. */
  static Future<Gateway> start(Path configFile, LoadedConfig loaded) {
    return start(
        configFile,
        loaded,
        System::nanoTime,
        PipelinePool.of(Runtime.getRuntime().availableProcessors()));
  }

  /** The same with a clock for the limits, in nanoseconds, and threads for large bodies. */
  static Future<Gateway> start(
      Path configFile, LoadedConfig loaded, LongSupplier nanos, PipelinePool pool) {
    var gateway = new Gateway(configFile, loaded, nanos, pool);
    return gateway.listen().map(gateway);
  }

  private Limiters<TenantId> limiters(LongSupplier nanos) {
    var bytes = new FairBudget(started.server().memoryBudget());
    meters.watchBudget(bytes::used, bytes.capacity());
    var series = new SeriesMemory(started.activeSeries().memory());
    meters.watchSeriesMemory(series::used, series.capacity(), series::untracked);
    return new Limiters<>(bytes, series, started.activeSeries().window(), nanos);
  }

  private Future<Void> listen() {
    var options = new DeploymentOptions().setInstances(eventLoops);
    return vertx
        .deployVerticle(
            () -> new TenantListener(started.server(), serving::get, pool, meters), options)
        .compose(id -> {
          listener = id;
          return new OperatorsListener(vertx, meters, () -> ready, this::reload)
              .listen(started.admin());
        })
        .onSuccess(_ -> up())
        .mapEmpty();
  }

  private void up() {
    ready = true;
    vertx.setPeriodic(limiters.sweepEvery().toMillis(), _ -> sweep());
    logger
        .atInfo()
        .addKeyValue("version", Version.current())
        .addKeyValue("listen", started.server().listen())
        .addKeyValue("admin", started.admin())
        .addKeyValue("tenants", serving.get().tenants().size())
        .addKeyValue("native-transport", vertx.isNativeTransportEnabled())
        .log("gateway started");
  }

  /** Forgets series that are no longer sent, away from the event loops. */
  Future<Void> sweep() {
    return vertx
        .executeBlocking(() -> {
          limiters.sweep();
          return true;
        })
        .mapEmpty();
  }

  /** Reads everything again and takes it over whole, or not at all; gives the problems. */
  Future<List<String>> reload() {
    return vertx
        .executeBlocking(this::reloadNow, true)
        .map(problems -> problems == null ? List.of() : problems);
  }

  /** One at a time, or upstreams that one of two has made would never be closed. */
  private synchronized List<String> reloadNow() {
    try {
      var loaded = LoadedConfig.load(configFile);
      takeOver(loaded);
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

  private void takeOver(LoadedConfig loaded) {
    var before = serving.get().upstreams();
    var now = before.reloaded(loaded.config().upstreams(), this::upstream);
    serving.set(ServingAssembler.assemble(loaded, now, limiters, rulesMemory, meters));
    var tenants = loaded.tenants().tenants().stream().map(Tenant::id).collect(Collectors.toSet());
    limiters.retain(tenants);
    meters.retainTenants(tenants);
    before.closeAllBut(now, loaded.config().deliveryDeadline());
    meters.reloaded(true, System.currentTimeMillis() / 1000);
    logger.atInfo().addKeyValue("tenants", serving.get().tenants().size()).log("reloaded");
    if (!loaded.config().server().equals(started.server())
        || !loaded.config().admin().equals(started.admin())
        || !loaded.config().activeSeries().equals(started.activeSeries())) {
      logger.atWarn().log("changes of server, admin and active-series need a restart");
    }
  }

  private Upstream upstream(UpstreamConfig config) {
    return new Upstream(
        config, "promferry/" + Version.current(), vertx, meters.upstream(config.name()));
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
    try {
      vertx.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      logger.atWarn().log("event loops did not end in time");
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

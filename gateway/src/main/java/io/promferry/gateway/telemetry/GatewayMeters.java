package io.promferry.gateway.telemetry;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.promferry.gateway.tenant.TenantId;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Every meter of the process. Tags are those of design section 6, never what a tenant can invent.
 */
public final class GatewayMeters implements AutoCloseable {
  /** The content type of {@link #scrape}. */
  public static final String SCRAPE_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
  private final Map<TenantId, TenantMeters> tenants = new ConcurrentHashMap<>();
  private final Map<String, UpstreamMeters> upstreams = new ConcurrentHashMap<>();
  private final AtomicLong reloadSucceeded = new AtomicLong(1);
  private final AtomicLong tenantsLoaded = new AtomicLong(1);
  private final AtomicLong lastReload = new AtomicLong();
  private final Timer writeDuration;
  private final Map<HandshakeFailure, Counter> failedHandshakes =
      new EnumMap<>(HandshakeFailure.class);
  private final PeerMeters peers = new PeerMeters(registry);
  private final DiscoveryMeters discovery = new DiscoveryMeters(registry);
  private final OwnSeriesMeters ownSeries = new OwnSeriesMeters(registry);

  public GatewayMeters(String version) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    garbageCollection.bindTo(registry);
    Gauge.builder("promferry.build.info", () -> 1)
        .description("The version that is running")
        .tag("version", version)
        .register(registry);
    Gauge.builder("promferry.tenants", tenants, Map::size)
        .description("Tenant entries loaded")
        .register(registry);
    Gauge.builder("promferry.tenants.last.load.successful", tenantsLoaded, AtomicLong::doubleValue)
        .description("1 if the tenants could be used when last read, 0 if not")
        .register(registry);
    Gauge.builder(
            "promferry.config.last.reload.successful", reloadSucceeded, AtomicLong::doubleValue)
        .description("1 if the last reload was taken over, 0 if it was refused")
        .register(registry);
    Gauge.builder(
            "promferry.config.last.reload.success.timestamp.seconds",
            lastReload,
            AtomicLong::doubleValue)
        .description("When a configuration was last taken over, in seconds since 1970")
        .register(registry);
    for (var failure : HandshakeFailure.values()) {
      failedHandshakes.put(
          failure,
          Counter.builder("promferry.failed.handshakes")
              .description("Connections that did not get through their TLS handshake")
              .tag("reason", failure.tag())
              .register(registry));
    }
    writeDuration =
        Timer.builder("promferry.write.duration")
            .description("From the end of a write's head to its answer")
            .serviceLevelObjectives(
                Duration.ofMillis(5),
                Duration.ofMillis(10),
                Duration.ofMillis(25),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofMillis(2500),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10))
            .register(registry);
  }

  /** Prometheus' text format 0.0.4. */
  public String scrape() {
    return registry.scrape(SCRAPE_CONTENT_TYPE);
  }

  /** The meters of a tenant; the same object for the same id. */
  public TenantMeters tenant(TenantId id) {
    return tenants.computeIfAbsent(id, key -> new TenantMeters(registry, key));
  }

  /** Removes the meters of tenants that are no longer there. */
  public void retainTenants(Collection<TenantId> ids) {
    tenants
        .entrySet()
        .removeIf(entry -> {
          boolean gone = !ids.contains(entry.getKey());
          if (gone) {
            entry.getValue().remove();
          }
          return gone;
        });
  }

  /** The meters of an upstream, by its configured name; the same object for the same name. */
  public UpstreamMeters upstream(String name) {
    return upstreams.computeIfAbsent(name, key -> new UpstreamMeters(registry, key));
  }

  /** Those of what replicas tell each other. */
  public PeerMeters peers() {
    return peers;
  }

  /** Those of scrape targets, but for a tenant's own. */
  public DiscoveryMeters discovery() {
    return discovery;
  }

  /** Those of the series by which tenants are told of themselves. */
  public OwnSeriesMeters ownSeries() {
    return ownSeries;
  }

  /** A request of which no tenant is known, refused for this reason. */
  public void unauthenticated(Enum<?> reason) {
    Counter.builder("promferry.unauthenticated.requests")
        .description("Writes of which the tenant is not known")
        .tag("reason", reason.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }

  /** A request refused by its head alone, before anybody asked who sent it. */
  public void refusedRequests(String reason) {
    Counter.builder("promferry.refused.requests")
        .description("Requests refused by path, method, type or encoding")
        .tag("reason", reason)
        .register(registry)
        .increment();
  }

  /** Shows bytes in flight next to their budget. */
  public void watchBudget(LongSupplier used, long capacity) {
    Gauge.builder("promferry.inflight.bytes", used::getAsLong)
        .description("Bytes of writes in flight")
        .register(registry);
    Gauge.builder("promferry.inflight.bytes.limit", () -> capacity)
        .description("The budget for bytes in flight")
        .register(registry);
  }

  /** Shows the memory that remembers series, and how often it was not enough. */
  public void watchSeriesMemory(LongSupplier used, long capacity, LongSupplier untracked) {
    Gauge.builder("promferry.active.series.memory.bytes", used::getAsLong)
        .description("Memory that remembers active series")
        .register(registry);
    Gauge.builder("promferry.active.series.memory.limit.bytes", () -> capacity)
        .description("The budget for that memory")
        .register(registry);
    counter(
        "promferry.active.series.untracked",
        "Series that passed unlimited, because that memory was used up",
        untracked);
  }

  /** Shows how much of the results of rules is remembered, and how often one was not. */
  public void watchRules(LongSupplier used, long capacity, LongSupplier computed) {
    Gauge.builder("promferry.rules.memory.bytes", used::getAsLong)
        .description("Bytes of remembered results of rules")
        .register(registry);
    Gauge.builder("promferry.rules.memory.bytes.limit", () -> capacity)
        .description("The budget for remembered results of rules")
        .register(registry);
    counter(
        "promferry.rules.computed",
        "Series whose rules had to be run, because no result was remembered",
        computed);
  }

  /** Shows how many keys of the issuer of service-account tokens are known, and whether still. */
  public void watchIssuerKeys(IntSupplier keys, BooleanSupplier fresh) {
    Gauge.builder("promferry.issuer.keys", keys::getAsInt)
        .description("Known keys of the issuer of service-account tokens")
        .register(registry);
    Gauge.builder("promferry.issuer.keys.last.fetch.successful", () -> fresh.getAsBoolean() ? 1 : 0)
        .description("1 if the issuer's keys could be had when last asked for, 0 if not")
        .register(registry);
  }

  /** The tenants have been read, with or without use. */
  public void tenantsLoaded(boolean successful) {
    tenantsLoaded.set(successful ? 1 : 0);
  }

  /** Shows how the watch on tenant entries goes: their problems, and how old they may be. */
  public void watchTenantSource(IntSupplier problems, LongSupplier staleSeconds) {
    Gauge.builder("promferry.tenants.source.problems", problems::getAsInt)
        .description("Problems with tenant entries, while the others are served")
        .register(registry);
    Gauge.builder("promferry.tenants.source.stale.seconds", staleSeconds::getAsLong)
        .description("How long tenant entries have not been watched; 0 while they are")
        .register(registry);
  }

  /** Shows when the certificate of a listener expires, and how often its files were not usable. */
  public void watchCertificate(
      String listener, DoubleSupplier expirySeconds, LongSupplier problems) {
    var name = "promferry." + listener + ".certificate";
    Gauge.builder(name + ".expiry.timestamp.seconds", expirySeconds::getAsDouble)
        .description("When the first certificate of the listener's chain expires, since 1970")
        .register(registry);
    counter(
        name + ".problems",
        "Times that files of the listener's TLS changed and could not be used",
        problems);
  }

  /** Shows the connections of the tenants next to how many there may be. */
  public void watchConnections(LongSupplier used, long most) {
    Gauge.builder("promferry.connections", used::getAsLong)
        .description("Connections to the tenants' listener")
        .register(registry);
    Gauge.builder("promferry.connections.limit", () -> most)
        .description("Connections that there may be")
        .register(registry);
  }

  /** A connection to the tenants' listener that was closed before it could bring a request. */
  public void refusedConnection(String reason) {
    Counter.builder("promferry.refused.connections")
        .description("Connections closed before they could bring a request")
        .tag("reason", reason)
        .register(registry)
        .increment();
  }

  /** A connection to the tenants' listener that did not get through its TLS handshake. */
  public void failedHandshake(HandshakeFailure failure) {
    requireNonNull(failedHandshakes.get(failure)).increment();
  }

  public void writeTook(long nanos) {
    writeDuration.record(Duration.ofNanos(nanos));
  }

  public void reloaded(boolean successful, long nowSeconds) {
    reloadSucceeded.set(successful ? 1 : 0);
    if (successful) {
      lastReload.set(nowSeconds);
    }
  }

  /**
   * A counter of what is counted elsewhere. Micrometer holds only the function for good, and the
   * object that it is applied to weakly: a supplier that nobody else holds would soon be gone, and
   * the counter stand still.
   */
  private void counter(String name, String description, LongSupplier value) {
    FunctionCounter.builder(name, this, _ -> value.getAsLong())
        .description(description)
        .register(registry);
  }

  @Override
  public void close() {
    garbageCollection.close();
    registry.close();
  }
}

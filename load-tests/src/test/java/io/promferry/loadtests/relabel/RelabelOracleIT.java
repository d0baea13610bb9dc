package io.promferry.loadtests.relabel;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.loadtests.LabPeers;
import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.GatewaySettings;
import io.promferry.loadtests.peer.PrometheusConfig;
import io.promferry.loadtests.peer.PrometheusOptions;
import io.promferry.loadtests.peer.PrometheusServer;
import io.promferry.loadtests.peer.RemoteWrite;
import io.promferry.loadtests.peer.ScrapeJob;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.Samples;
import io.promferry.loadtests.sample.Series;
import io.promferry.loadtests.sample.Window;
import io.promferry.loadtests.scraped.ScrapeTarget;
import io.promferry.loadtests.sink.RemoteWriteSink;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real Prometheus says what rules mean: each program of rules is given to it as {@code
 * write_relabel_configs}, and to the gateway as a tenant's {@code relabel}. What it scrapes goes
 * both ways, and the same series must come out.
 */
class RelabelOracleIT {
  private static final int PROGRAMS = 24;
  private static final Duration STEADY_AFTER = Duration.ofSeconds(8);
  private static final Duration COMPARED = Duration.ofSeconds(5);
  private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(30);

  /**
   * A Prometheus that sends.
   *
   * @param settings of each of its remote writes
   */
  record Sender(String name, long seed, PrometheusOptions options, Map<String, Object> settings) {
    RemoteWrite configured(RemoteWrite target) {
      var all = target;
      for (var setting : settings.entrySet()) {
        all = all.with(setting.getKey(), setting.getValue());
      }
      return all;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Sender> senders() {
    return List.of(
        new Sender("own", 1, PrometheusOptions.own(), Map.of()),
        new Sender("newer", 2, PrometheusOptions.newer(), Map.of()),
        new Sender(
            "newer-rw2",
            3,
            PrometheusOptions.newer(),
            Map.of("protobuf_message", "io.prometheus.write.v2.Request")));
  }

  @ParameterizedTest
  @MethodSource("senders")
  void givesTheSeriesThatPrometheusDoes(Sender sender) throws IOException {
    var programs = new RandomPrograms(sender.seed);
    var tenants =
        IntStream.range(0, PROGRAMS)
            .mapToObj(number -> TenantEntry.of("p" + number).withRules(programs.next()))
            .toList();
    try (var peers = LabPeers.named("RelabelOracleIT", sender.name);
        var target = ScrapeTarget.start(InstantSource.system());
        var prometheus = RemoteWriteSink.start();
        var gateway = RemoteWriteSink.start()) {
      var process = peers.started(gateway(peers, gateway, tenants));
      peers.started(
          PrometheusServer.server(
              sender.options,
              peers.directory("prometheus"),
              PrometheusConfig.tenant(writes(sender, tenants, prometheus, process))
                  .withJobs(List.of(new ScrapeJob("target", target.address(), Map.of())))));
      var window = awaitWindow();

      await()
          .atMost(ARRIVES_WITHIN)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> assertThat(differences(tenants, prometheus, gateway, window)).isEmpty());
      assertChangedALot(tenants, prometheus, window);
    }
  }

  private static GatewayProcess gateway(
      LabPeers peers, RemoteWriteSink sink, List<TenantEntry> tenants) {
    return GatewayProcess.in(
        peers.directory("gateway"),
        GatewaySettings.of(sink.address().resolve("/any/api/v1/write")),
        tenants);
  }

  /** For each program a way without the gateway, and a way with it. */
  private static List<RemoteWrite> writes(
      Sender sender, List<TenantEntry> tenants, RemoteWriteSink sink, GatewayProcess gateway) {
    var writes = new ArrayList<RemoteWrite>();
    for (var tenant : tenants) {
      var direct = sink.address().resolve(URI.create("/any/api/v1/write"));
      writes.add(
          sender.configured(
              new RemoteWrite(direct, tenant.token())
                  .with("write_relabel_configs", asForced(tenant))
                  .with("name", "direct-" + tenant.name())));
      writes.add(
          sender.configured(gateway.target(tenant).with("name", "gateway-" + tenant.name())));
    }
    return writes;
  }

  /** The forced labels, then the tenant's rules. */
  private static List<Map<String, Object>> asForced(TenantEntry tenant) {
    var forced =
        new TreeMap<>(tenant.labels())
            .entrySet().stream()
                .map(label ->
                    Map.<String, Object>of(
                        "target_label", label.getKey(), "replacement", label.getValue()));
    return Stream.concat(forced, tenant.rules().stream()).toList();
  }

  private static Window awaitWindow() {
    var start = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(STEADY_AFTER);
    var window = new Window(start, start.plus(COMPARED));
    await("the end of " + window)
        .atMost(STEADY_AFTER.plus(COMPARED).multipliedBy(2))
        .until(() -> Instant.now().isAfter(window.end().plusSeconds(1)));
    return window;
  }

  private static List<String> differences(
      List<TenantEntry> tenants, RemoteWriteSink direct, RemoteWriteSink gateway, Window window) {
    return tenants.stream()
        .filter(tenant -> !times(direct, tenant, window).equals(times(gateway, tenant, window)))
        .map(tenant ->
            tenant.rules()
                + "\n  only Prometheus: "
                + only(times(direct, tenant, window), times(gateway, tenant, window))
                + "\n  only the gateway: "
                + only(times(gateway, tenant, window), times(direct, tenant, window)))
        .toList();
  }

  /**
   * The times at which each series has samples. Not their values: where rules make one series of
   * two, either one's may come last. What has no name is not a store's, and the gateway refuses it.
   */
  private static Map<Series, Set<Long>> times(
      RemoteWriteSink sink, TenantEntry tenant, Window window) {
    var times = new TreeMap<Series, Set<Long>>((a, b) -> a.toString().compareTo(b.toString()));
    samples(sink, tenant, window)
        .bySeries()
        .forEach((series, samples) -> times.put(series, Set.copyOf(samples.keySet())));
    return times;
  }

  private static Samples<Double> samples(RemoteWriteSink sink, TenantEntry tenant, Window window) {
    return sink.archive()
        .evidence(
            series ->
                series.label("tenant").equals(tenant.name()) && !series.label("__name__").isEmpty(),
            _ -> false,
            window)
        .samples();
  }

  private static String only(Map<Series, Set<Long>> there, Map<Series, Set<Long>> here) {
    return there.entrySet().stream()
        .filter(one -> !one.getValue().equals(here.get(one.getKey())))
        .limit(5)
        .map(Object::toString)
        .collect(joining("\n    ", "\n    ", ""));
  }

  /** Programs that let everything pass as it is, or nothing, would agree on anything. */
  private static void assertChangedALot(
      List<TenantEntry> tenants, RemoteWriteSink direct, Window window) {
    var results =
        tenants.stream()
            .map(tenant -> withoutTenant(samples(direct, tenant, window).series()))
            .filter(series -> !series.isEmpty())
            .collect(toSet());
    assertThat(results).hasSizeGreaterThan(PROGRAMS / 3);
  }

  private static Set<Series> withoutTenant(Set<Series> all) {
    return all.stream().map(one -> one.with(Map.of("tenant", "", "vpc", ""))).collect(toSet());
  }
}

package io.promferry.loadtests.lab;

import static io.promferry.loadtests.lab.Tenants.ACME;
import static io.promferry.loadtests.lab.Tenants.ALL;
import static io.promferry.loadtests.lab.Tenants.BETA;
import static io.promferry.loadtests.lab.Tenants.GAMMA;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.loadtests.sample.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What holds on Kube-OVN's network, shown on real OVN with the real parts. Needs root. All share one
 * lab; what takes something from a tenant for good comes last.
 */
@Tag("no-peers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Execution(ExecutionMode.SAME_THREAD)
class VpcLabIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String MARKED = "lab_marked";

  private final LabReport report = new LabReport();
  private VpcLab lab;

  @BeforeAll
  void start() throws Exception {
    lab = VpcLab.start();
  }

  @AfterAll
  void end() throws Exception {
    report.publish();
    LabKeeper.keepIfAsked(lab);
    lab.close();
  }

  @Test
  @Order(1)
  void bringsEachTenantsSeriesUnderItsOwnLabelsAndFromItsOwnAddresses() {
    for (var tenant : ALL) {
      var start = Instant.now();
      soon()
          .untilAsserted(() -> assertThat(arrival(tenant, since(start)).arrived()).isGreaterThan(3));
      assertThat(owners(tenant, since(start))).containsExactly(tenant.name());
      assertThat(sources(tenant)).isNotEmpty().isSubsetOf(tenant.addresses());
      report.add(
          "%s (%s, Prometheus %s, pods %s) arrives under its own labels only"
              .formatted(
                  tenant.name(),
                  tenant.subnet().cidr(),
                  tenant.prometheus(),
                  String.join(" ", tenant.apps())),
          "tenant=%s vpc=%s; the gateway saw it come from %s"
              .formatted(tenant.name(), tenant.vpc(), sources(tenant)));
    }
  }

  @Test
  @Order(2)
  void tellsEachTenantItsOwnPods() {
    for (var tenant : ALL) {
      try (var client = lab.client(tenant.prometheusPod())) {
        var answer = client.targets(tenant.token());
        var told = Targets.of(answer.text());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(told.addresses())
            .containsExactlyInAnyOrderElementsOf(
                tenant.apps().stream().map(app -> app + ':' + Exporter.PORT).toList());
        assertThat(told.pods())
            .containsExactlyInAnyOrder(tenant.appPod(0), tenant.appPod(1))
            .doesNotHaveDuplicates();
        report.add(
            "discovery for " + tenant.name(), "%s: %s".formatted(told.pods(), told.addresses()));
      }
    }
    try (var client = lab.client(ACME.prometheusPod())) {
      assertThat(client.targets(BETA.token()).status()).isNotEqualTo(200);
    }
  }

  @Test
  @Order(3)
  void deliversNothingUnderAnothersToken() {
    var start = Instant.now();
    try (var client = lab.client(ACME.prometheusPod())) {
      var own = client.write(ACME.token(), marked("own"));
      var anothers = client.write(BETA.token(), marked("anothers"));
      var nobodys = client.write("nobodys", marked("nobodys"));

      assertThat(own.status()).isEqualTo(204);
      assertThat(anothers.status()).isEqualTo(503);
      assertThat(nobodys.status()).isEqualTo(401);
      assertThat(marks(since(start))).containsOnly(Map.entry("own", "acme"));
      report.add(
          "acme with beta's token, with nobody's, with its own",
          "%d, %d, %d; only the last is in the store"
              .formatted(anothers.status(), nobodys.status(), own.status()));
    }
  }

  @Test
  @Order(4)
  void letsATenantReachNothingButTheGateway() {
    try (var targets = ProbeTargets.open(lab)) {
      var probes = targets.probes();
      var closed = Attempt.all(probes);
      assertThat(closed).noneMatch(Attempt::through);

      lab.ovn().northbound("acl-del " + Addresses.TRANSIT.name());
      try {
        soon().untilAsserted(() -> assertThat(Attempt.all(probes)).allMatch(Attempt::through));
      } finally {
        lab.ovn().northbound(
            TransitAcl.ofChart().stream().map(TransitAcl::command).toArray(String[]::new));
      }
      assertThat(Attempt.all(probes)).noneMatch(Attempt::through);
      probes.forEach(probe ->
          report.add(probe.what(), "does not get through; does without the transit subnet's ACL"));

      var always = targets.neverReachable();
      assertThat(Attempt.all(always)).noneMatch(Attempt::through);
      always.forEach(probe -> report.add(probe.what(), "does not get through, by VPC routing"));
    }
  }

  @Test
  @Order(5)
  void separatesTenantsByCredentialBehindASecondTranslation() {
    var start = Instant.now();
    try (var _ = NodePort.open(lab.ovn())) {
      ALL.forEach(tenant -> assertThat(viaNode(tenant, "enforced").status()).isEqualTo(503));
      lab.tenancies().changeAll(order -> order.withSourceAddress("audit"));
      ALL.forEach(tenant -> assertThat(viaNode(tenant, "audited").status()).isEqualTo(204));
      for (var tenant : ALL) {
        assertThat(sources(tenant)).contains(Addresses.NODE_ON_JOIN);
      }
      assertThat(marksOf("audited", since(start)))
          .containsExactlyInAnyOrderElementsOf(ALL.stream().map(TenantVpc::name).toList());
      assertThat(marksOf("enforced", since(start))).isEmpty();
    } finally {
      lab.tenancies().changeAll(order -> order.withSourceAddress("enforce"));
    }
    report.add(
        "all tenants behind one address (a NodePort's second SNAT)",
        "mode audit: each is written under its own labels, all seen from %s; mode enforce: 503"
            .formatted(Addresses.NODE_ON_JOIN));
  }

  @Test
  @Order(6)
  void losesNothingWhenAnEgressReplicaIsKilledMidStream() {
    var retriedBefore = retried(ACME);
    for (var killed : ACME.replicas()) {
      var survivors = ACME.replicas().stream().filter(one -> !one.equals(killed)).toList();
      var start = Instant.now();
      awaitSamples(ACME, start);
      lab.ovn().northbound(killed.unplug());
      var dead = Instant.now();
      awaitScrapes(ACME, dead, 3);
      lab.ovn().change(ACME.rerouteTo(survivors));
      awaitSamples(ACME, Instant.now());
      var arrival = awaitWhole(ACME, since(start));
      report.add(
          "egress replica %s of acme is killed".formatted(killed.outside()), arrival.text());
      lab.ovn().northbound(killed.plugIn());
      lab.ovn().change(ACME.rerouteTo(ACME.replicas()));
    }
    assertThat(retried(ACME)).as("samples that were under way").isGreaterThan(retriedBefore);
  }

  @Test
  @Order(7)
  void losesNothingWhenATenantReloadsDuringACentralOutage() {
    var prometheus = lab.prometheus(ACME);
    var pid = prometheus.pid();
    var loaded = lastReload(ACME);
    var start = Instant.now();
    awaitSamples(ACME, start);

    lab.store().kill();
    lab.tenancies().change(ACME, order -> order.withScrapeInterval("2s"));
    soon().until(() -> lastReload(ACME) > loaded);
    awaitScrapes(ACME, Instant.now(), 5);
    lab.store().restart();
    awaitSamples(ACME, Instant.now());

    assertThat(prometheus.isAlive()).isTrue();
    assertThat(prometheus.pid()).isEqualTo(pid);
    for (var tenant : ALL) {
      var arrival = awaitWhole(tenant, since(start));
      report.add(
          tenant.equals(ACME)
              ? "acme reloads its configuration while the store is down"
              : tenant.name() + " over the same outage of the store",
          arrival.text());
    }
  }

  @Test
  @Order(8)
  void leaksNothingThroughATransitAddressThatHasANewOwner() {
    var start = Instant.now();
    var freed = ACME.replicas().getFirst();
    var left = ACME.replicas().subList(1, ACME.replicas().size());
    try (var old = lab.client(freed.pod())) {
      assertThat(old.write(ACME.token(), marked("before")).status()).isEqualTo(204);

      var kept = ACME.addresses().stream().filter(one -> !one.equals(freed.outside())).toList();
      lab.tenancies().change(ACME, order -> order.withAddresses(kept));
      lab.ovn().change(ACME.rerouteTo(left));
      var taken = old.write(ACME.token(), marked("taken away"));
      var more = Stream.concat(GAMMA.addresses().stream(), Stream.of(freed.outside())).toList();
      lab.tenancies().change(GAMMA, order -> order.withAddresses(more));
      var given = old.write(ACME.token(), marked("given away"));

      assertThat(List.of(taken.status(), given.status())).containsOnly(503);
      report.add(
          "acme's old connection from %s, after that is gamma's".formatted(freed.outside()),
          "%d, then %d".formatted(taken.status(), given.status()));
    }
    try (var next = lab.client(freed.pod())) {
      var asOldOwner = next.write(ACME.token(), marked("old owner"));
      var asNewOwner = next.write(GAMMA.token(), marked("new owner"));

      assertThat(asOldOwner.status()).isEqualTo(503);
      assertThat(asNewOwner.status()).isEqualTo(204);
      assertThat(marks(since(start)))
          .containsOnly(Map.entry("before", "acme"), Map.entry("new owner", "gamma"));
      report.add(
          "new connections from %s: acme's token, gamma's token".formatted(freed.outside()),
          "%d, %d; in the store under gamma only what gamma wrote"
              .formatted(asOldOwner.status(), asNewOwner.status()));
    }
    awaitWhole(ACME, since(start));
    awaitWhole(GAMMA, since(start));
  }

  private Answer viaNode(TenantVpc tenant, String mark) {
    try (var client = lab.client(tenant.prometheusPod(), Addresses.NODE, NodePort.PORT)) {
      return client.write(tenant.token(), marked(mark));
    }
  }

  private static byte[] marked(String mark) {
    return new OneSeries(MARKED, Map.of("mark", mark), Instant.now(), 1).body();
  }

  /** Each mark in the store, and whose it is there; it must be one's only. */
  private Map<String, String> marks(Window window) {
    return lab.query().samples(MARKED, window).series().stream()
        .collect(
            toMap(
                series -> series.label("mark"),
                series -> series.label("tenant"),
                (one, other) -> one + '+' + other));
  }

  private List<String> marksOf(String mark, Window window) {
    return lab.query().samples("%s{mark=\"%s\"}".formatted(MARKED, mark), window).series().stream()
        .map(series -> series.label("tenant"))
        .toList();
  }

  /** Whose series are in the store under the tenant's labels. */
  private List<String> owners(TenantVpc tenant, Window window) {
    var selector = "{owner!=\"\",tenant=\"%s\"}".formatted(tenant.name());
    return lab.query().samples(selector, window).series().stream()
        .map(series -> series.label("owner"))
        .distinct()
        .toList();
  }

  private TreeSet<String> sources(TenantVpc tenant) {
    var all = new TreeSet<String>();
    lab.gateways().forEach(gateway -> all.addAll(gateway.sources(tenant.name())));
    return all;
  }

  private double retried(TenantVpc tenant) {
    return lab.prometheus(tenant).metrics().sum("prometheus_remote_storage_samples_retried_total");
  }

  private double lastReload(TenantVpc tenant) {
    return lab.prometheus(tenant)
        .metrics()
        .sum("prometheus_config_last_reload_success_timestamp_seconds");
  }

  private Arrival arrival(TenantVpc tenant, Window window) {
    return Arrival.of(tenant, lab.exporters(tenant), lab.query(), window);
  }

  private void awaitSamples(TenantVpc tenant, Instant after) {
    soon().until(() -> arrival(tenant, since(after)).arrived() > 0);
  }

  private void awaitScrapes(TenantVpc tenant, Instant after, int many) {
    soon()
        .until(() ->
            lab.exporters(tenant).stream()
                .allMatch(exporter -> exporter.shownIn(since(after)).size() >= many));
  }

  /** Returns when every scrape of the window has arrived, and nothing that was not scraped. */
  private Arrival awaitWhole(TenantVpc tenant, Window window) {
    soon().untilAsserted(() -> assertThat(arrival(tenant, window)).matches(Arrival::isWhole));
    return arrival(tenant, window);
  }

  private static Window since(Instant start) {
    return new Window(start, Instant.now().plusMillis(1));
  }

  private static ConditionFactory soon() {
    return await().atMost(SOON).pollInterval(Duration.ofMillis(250));
  }
}

package io.promferry.loadtests.lab;

import static io.promferry.loadtests.lab.Tenants.ACME;
import static io.promferry.loadtests.lab.Tenants.ALL;
import static io.promferry.loadtests.lab.Tenants.BETA;
import static io.promferry.loadtests.lab.Tenants.GAMMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.loadtests.sample.OneSeries;
import io.promferry.loadtests.sample.Window;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
 * What holds on Kube-OVN's network, shown on real OVN with the real parts. Needs root. All share
 * one lab; what takes something from a tenant for good comes last.
 */
@Tag("no-peers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Execution(ExecutionMode.SAME_THREAD)
class VpcLabIT {
  private static final Duration SOON = Duration.ofMinutes(2);

  private final LabReport report = new LabReport();
  private VpcLab lab;
  private Sight sight;

  @BeforeAll
  void start() throws Exception {
    lab = VpcLab.start();
    sight = new Sight(lab);
  }

  @AfterAll
  void end() throws IOException, InterruptedException {
    if (lab != null) {
      report.publish();
      LabKeeper.keepIfAsked(lab);
      lab.close();
    }
  }

  @Test
  @Order(1)
  void bringsEachTenantsSeriesUnderItsOwnLabelsAndFromItsOwnAddresses() {
    for (var tenant : ALL) {
      var start = Instant.now();
      soon()
          .untilAsserted(
              () -> assertThat(sight.arrival(tenant, since(start)).arrived()).isGreaterThan(3));
      assertThat(sight.owners(tenant, since(start))).containsExactly(tenant.name());
      assertThat(sight.sources(tenant)).isNotEmpty().isSubsetOf(tenant.addresses());
      report.add(
          "%s (%s, Prometheus %s, pods %s) arrives under its own labels only"
              .formatted(
                  tenant.name(),
                  tenant.subnet().cidr(),
                  tenant.prometheus(),
                  String.join(" ", tenant.apps())),
          "tenant=%s vpc=%s; the gateway saw it come from %s"
              .formatted(tenant.name(), tenant.vpc(), sight.sources(tenant)));
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
    var start = justNow();
    try (var client = lab.client(ACME.prometheusPod())) {
      var own = client.write(ACME.token(), marked("own"));
      var anothers = client.write(BETA.token(), marked("anothers"));
      var nobodys = client.write("nobodys", marked("nobodys"));

      assertThat(own.status()).isEqualTo(204);
      assertThat(anothers.status()).isEqualTo(503);
      assertThat(nobodys.status()).isEqualTo(401);
      assertThat(sight.marks(since(start))).containsOnly(Map.entry("own", "acme"));
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
        lab.ovn()
            .northbound(
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
    var start = justNow();
    try (var _ = NodePort.open(lab.ovn())) {
      ALL.forEach(tenant -> assertThat(viaNode(tenant, "enforced").status()).isEqualTo(503));
      lab.tenancies().changeAll(order -> order.withSourceAddress("audit"));
      ALL.forEach(tenant -> assertThat(viaNode(tenant, "audited").status()).isEqualTo(204));
      for (var tenant : ALL) {
        assertThat(sight.sources(tenant)).contains(Addresses.NODE_ON_JOIN);
      }
      assertThat(sight.marksOf("audited", since(start)))
          .containsExactlyInAnyOrderElementsOf(ALL.stream().map(TenantVpc::name).toList());
      assertThat(sight.marksOf("enforced", since(start))).isEmpty();
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
    var retriedBefore = sight.retried(ACME);
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
      report.add("egress replica %s of acme is killed".formatted(killed.outside()), arrival.text());
      lab.ovn().northbound(killed.plugIn());
      lab.ovn().change(ACME.rerouteTo(ACME.replicas()));
    }
    assertThat(sight.retried(ACME)).as("samples that were under way").isGreaterThan(retriedBefore);
  }

  @Test
  @Order(7)
  void losesNothingWhenATenantReloadsDuringACentralOutage() {
    var prometheus = lab.prometheus(ACME);
    var pid = prometheus.pid();
    var loaded = sight.lastReload(ACME);
    var start = Instant.now();
    awaitSamples(ACME, start);

    lab.store().kill();
    lab.tenancies().change(ACME, order -> order.withScrapeInterval("2s"));
    soon().until(() -> sight.lastReload(ACME) > loaded);
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
    var start = justNow();
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
      assertThat(sight.marks(since(start)))
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
    return new OneSeries(Sight.MARKED, Map.of("mark", mark), Instant.now(), 1).body();
  }

  private void awaitSamples(TenantVpc tenant, Instant after) {
    soon().until(() -> sight.arrival(tenant, since(after)).arrived() > 0);
  }

  private void awaitScrapes(TenantVpc tenant, Instant after, int many) {
    soon()
        .until(() ->
            lab.exporters(tenant).stream()
                .allMatch(exporter -> exporter.shownIn(since(after)).size() >= many));
  }

  /** Returns when every scrape of the window has arrived, and nothing that was not scraped. */
  private Arrival awaitWhole(TenantVpc tenant, Window window) {
    soon().untilAsserted(() -> assertThat(sight.arrival(tenant, window)).matches(Arrival::isWhole));
    return sight.arrival(tenant, window);
  }

  /** Before everything that follows, also where that is within the same millisecond. */
  private static Instant justNow() {
    return Instant.now().minusMillis(1);
  }

  private static Window since(Instant start) {
    return new Window(start, Instant.now().plusMillis(1));
  }

  private static ConditionFactory soon() {
    return await().atMost(SOON).pollInterval(Duration.ofMillis(250));
  }
}

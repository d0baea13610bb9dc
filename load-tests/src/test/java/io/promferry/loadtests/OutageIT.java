package io.promferry.loadtests;

import static io.promferry.loadtests.peer.PrometheusConfig.tenant;
import static org.awaitility.Awaitility.await;

import io.promferry.loadtests.peer.CentralStore;
import io.promferry.loadtests.peer.PrometheusServer;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The central store goes away for a while and comes back. */
class OutageIT {
  private static final TenantEntry ACME = TenantEntry.of("acme");
  private static final TenantEntry BETA = TenantEntry.of("beta");
  private static final Duration OUTAGE = Duration.ofSeconds(60);

  @RegisterExtension final Lab lab = new Lab();

  /**
   * Each tenant writes to both stores, through a gateway for each, and both stores are down at the
   * same time.
   */
  @Test
  void losesNothingOverACentralOutage() {
    var stores = List.of(lab.centralPrometheus(), lab.centralVictoriaMetrics());
    var gateways = stores.stream().map(store -> lab.gateway(store, ACME, BETA)).toList();
    var flows =
        Stream.of(ACME, BETA)
            .flatMap(tenant -> {
              var targets = gateways.stream().map(gateway -> gateway.target(tenant)).toList();
              var sender = lab.tenant(tenant, tenant(targets));
              return stores.stream().map(store -> new Flow(tenant, sender, store));
            })
            .toList();
    var start = Flow.awaitSteady(flows);

    stores.forEach(CentralStore::crash);
    flows.stream().map(Flow::sender).distinct().forEach(OutageIT::awaitBacklog);
    stores.forEach(CentralStore::start);
    var back = Instant.now();
    flows.forEach(flow -> flow.awaitSamplesAfter(back));

    var window = new Window(start, Instant.now());
    flows.forEach(flow -> flow.assertEverySampleArrives(window));
  }

  private static void awaitBacklog(PrometheusServer sender) {
    await("a backlog of " + OUTAGE)
        .atMost(OUTAGE.multipliedBy(2))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> secondsBehind(sender) >= OUTAGE.toSeconds());
  }

  /** How far even the most advanced of the sender's remote writes is behind its scrapes. */
  private static double secondsBehind(PrometheusServer sender) {
    var metrics = sender.metrics();
    return metrics.max("prometheus_remote_storage_highest_timestamp_in_seconds")
        - metrics.max("prometheus_remote_storage_queue_highest_sent_timestamp_seconds");
  }
}

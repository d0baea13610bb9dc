package io.promferry.loadtests;

import static io.promferry.loadtests.peer.PrometheusConfig.tenant;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.GatewaySettings;
import io.promferry.loadtests.peer.PrometheusAgent;
import io.promferry.loadtests.peer.RemoteWrite;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.SampleComparison;
import io.promferry.loadtests.sample.Samples;
import io.promferry.loadtests.sample.Series;
import io.promferry.loadtests.sample.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Real senders over their limits lose nothing that they need not lose, and are told why. */
class LimitsIT {
  private static final TenantEntry ACME = TenantEntry.of("acme");
  private static final TenantEntry BETA = TenantEntry.of("beta");
  private static final String REFUSALS = "promferry_limit_refusals_total";
  private static final Duration WITHIN = Duration.ofSeconds(60);

  /** An agent's scrape of itself has some five hundred samples. */
  private static final int SAMPLES_PER_SECOND = 3000;

  private static final int SCRAPES_OVER_IT = 12;

  @RegisterExtension final Lab lab = new Lab();

  /**
   * What the agent has sent is asked of a second store, to which it writes directly. Before 2.48
   * Prometheus does not heed a {@code Retry-After} of a 503.
   */
  @Test
  void delaysATenantThatWritesTooFastAndDropsNothing() {
    var store = lab.centralPrometheus();
    var reference = lab.centralPrometheus();
    var limits =
        Map.<String, Object>of(
            "samples-per-second", SAMPLES_PER_SECOND, "burst-samples", SAMPLES_PER_SECOND);
    var gateway = lab.gateway(store, ACME.withLimits(limits), BETA);
    var beta = new Flow(BETA, lab.tenant(BETA, tenant(gateway.target(BETA))), store);
    var start = Flow.awaitSteady(List.of(beta));
    var config = tenant(List.of(gateway.target(ACME), new RemoteWrite(reference.writeUri(), "")));
    var agent = lab.newerAgent(ACME, config.withScrapes(SCRAPES_OVER_IT));
    var acme = new Flow(ACME, reference, store);

    await().atMost(WITHIN).until(() -> secondsBehind(agent, gateway) >= 5);
    await().atMost(WITHIN).until(() -> gateway.report(ACME).code().equals("over_limit"));
    var told = gateway.report(ACME);
    agent.reconfigure(config);
    var calm = Instant.now().plusSeconds(1);
    acme.awaitSamplesAfter(calm);

    var window = new Window(start, Instant.now());
    acme.assertEverySampleArrives(window);
    assertWasToldToComeBack(agent);
    assertThat(told.severity()).isEqualTo("warning");
    assertThat(told.verdict()).contains("writes refused", "samples-per-second limit of 3000");
    beta.assertEverySampleArrives(window);
    beta.assertNothingWasTriedTwice();
    assertThat(refusals(gateway, BETA)).isZero();
    assertThat(gateway.report(BETA).code()).isEqualTo("writing");
  }

  private static double refusals(GatewayProcess gateway, TenantEntry tenant) {
    return gateway.metrics().sum(REFUSALS, Map.of("tenant", tenant.name()));
  }

  private static double secondsBehind(PrometheusAgent agent, GatewayProcess gateway) {
    var metrics = agent.metrics();
    return metrics.max("prometheus_remote_storage_highest_timestamp_in_seconds")
        - metrics.sum(
            "prometheus_remote_storage_queue_highest_sent_timestamp_seconds",
            Map.of("url", gateway.writeUri().toString()));
  }

  private static void assertWasToldToComeBack(PrometheusAgent agent) {
    assertThat(agent.log())
        .contains("503 Service Unavailable: samples-per-second limit of 3000 is used up")
        .contains("Retrying after duration specified by Retry-After header");
    assertThat(agent.metrics().sum("prometheus_remote_storage_samples_retried_total")).isPositive();
    assertThat(agent.metrics().sum("prometheus_remote_storage_samples_failed_total")).isZero();
    assertThat(agent.metrics().sum("prometheus_remote_storage_samples_dropped_total")).isZero();
  }

  /**
   * Below twice the limit nothing is refused so soon after a start, so the limit is set to half of
   * what is known.
   */
  @Test
  void refusesOnlyNewSeriesOfATenantWithTooMany() {
    var store = lab.centralPrometheus();
    var gateway =
        lab.gateway(GatewaySettings.of(store.writeUri()), ACME.withLimits(activeSeries(1_000_000)));
    var config = tenant(gateway.target(ACME));
    var acme = new Flow(ACME, lab.tenant(ACME, config), store);
    var start = Flow.awaitSteady(List.of(acme));
    var known = acme.arrived(new Window(start, Instant.now())).series();
    var limit = (int) gateway.metrics().sum("promferry_active_series") / 2;

    gateway.writeTenants(List.of(ACME.withLimits(activeSeries(limit))));
    assertThat(gateway.reload()).isEqualTo(200);
    acme.sender().reconfigure(config.withScrapes(2));
    await().atMost(WITHIN).until(() -> refusedSeries(gateway) > 2 * known.size());
    var window = new Window(start, Instant.now());
    acme.awaitScrapedPast(window.end());

    await().atMost(WITHIN).untilAsserted(() -> assertHasAllOf(known, acme, window));
    assertThat(store.query().samples("{job=\"self-1\"}", window).isEmpty()).isTrue();
    assertSaysWhy(gateway, acme, known);
  }

  private static Map<String, Object> activeSeries(int most) {
    return Map.of("active-series", most);
  }

  private static double refusedSeries(GatewayProcess gateway) {
    return gateway
        .metrics()
        .sum("promferry_series_refused_total", Map.of("reason", "active_series"));
  }

  private static void assertHasAllOf(Set<Series> known, Flow acme, Window window) {
    var sent = acme.sent(window).relabelled(acme.identity()).only(known::contains);
    assertThat(sent.series()).hasSameSizeAs(known);
    assertThat(
            SampleComparison.differences(
                sent, arrived(acme, window, known), acme.store().precision()))
        .isEmpty();
  }

  private static Samples<Double> arrived(Flow acme, Window window, Set<Series> known) {
    return acme.arrived(window).only(known::contains);
  }

  private static void assertSaysWhy(GatewayProcess gateway, Flow acme, Set<Series> known) {
    var why = "new series over the limit of active series";
    var report = gateway.report(ACME);
    assertThat(report.code()).isEqualTo("some_series_refused");
    assertThat(report.severity()).isEqualTo("warning");
    assertThat(report.verdict()).contains("writing: ", "series refused", why);
    assertThat(report.lastRefusal()).contains(why);
    assertThat(acme.sender().log()).contains("400 Bad Request: ", why);
    assertThat(report.topMetrics()).first().isEqualTo(mostFrequentName(known));
  }

  private static String mostFrequentName(Set<Series> series) {
    return series.stream()
        .collect(groupingBy(one -> one.label("__name__"), counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .orElseThrow()
        .getKey();
  }
}

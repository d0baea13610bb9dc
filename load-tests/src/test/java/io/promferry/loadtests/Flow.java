package io.promferry.loadtests;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.loadtests.peer.CentralStore;
import io.promferry.loadtests.peer.PrometheusServer;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.SampleComparison;
import io.promferry.loadtests.sample.Samples;
import io.promferry.loadtests.sample.Series;
import io.promferry.loadtests.sample.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** What goes from one tenant's Prometheus through the gateway into one store. */
record Flow(
    TenantEntry tenant,
    PrometheusServer sender,
    CentralStore store,
    UnaryOperator<Series> identity) {
  private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(90);
  private static final Duration COMMITTED_AFTER = Duration.ofSeconds(2);
  private static final Duration BEFORE = Duration.ofSeconds(5);
  private static final Duration LATER = Duration.ofMinutes(10);
  private static final String SCRAPED = "{job=~\"self-.+\"}";

  /** A flow of a tenant that forges nothing. */
  Flow(TenantEntry tenant, PrometheusServer sender, CentralStore store) {
    this(tenant, sender, store, series -> series.with(tenant.labels()));
  }

  /** Returns as soon as samples that are younger than {@code start} have arrived. */
  void awaitSamplesAfter(Instant start) {
    await("samples of " + tenant.name() + " after " + start)
        .atMost(ARRIVES_WITHIN)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> !arrived(new Window(start, start.plus(LATER))).isEmpty());
  }

  /**
   * Returns when all flows have run for a while, and since when they have: what a test breaks then
   * has something to lose that is acknowledged already.
   */
  static Instant awaitSteady(List<Flow> flows) {
    flows.forEach(flow -> flow.awaitSamplesAfter(Instant.now()));
    var start = Instant.now();
    flows.forEach(flow -> flow.awaitSamplesAfter(start.plus(BEFORE)));
    return start;
  }

  /**
   * Returns as soon as the sender has scraped past {@code end} for good, so that nothing before it
   * can still be added.
   */
  void awaitScrapedPast(Instant end) {
    await("scrapes of " + tenant.name() + " past " + end)
        .atMost(ARRIVES_WITHIN)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> !sent(new Window(end.plus(COMMITTED_AFTER), end.plus(LATER))).isEmpty());
  }

  /**
   * Waits until every sample of the window is in the store, and none that was not sent. What was
   * sent is asked anew each time, because it may be asked of a store that has it late itself.
   */
  void assertEverySampleArrives(Window window) {
    awaitScrapedPast(window.end());
    await()
        .atMost(ARRIVES_WITHIN)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertArrived(sent(window).relabelled(identity), window));
  }

  /** Every write was answered 2xx, and at once. */
  void assertNothingWasTriedTwice() {
    var metrics = sender.metrics();
    assertThat(metrics.sum("prometheus_remote_storage_samples_total")).isGreaterThan(1000);
    assertThat(metrics.sum("prometheus_remote_storage_samples_failed_total")).isZero();
    assertThat(metrics.sum("prometheus_remote_storage_samples_retried_total")).isZero();
    assertThat(metrics.sum("prometheus_remote_storage_samples_dropped_total")).isZero();
  }

  private void assertArrived(Samples<Double> sent, Window window) {
    assertThat(sent.count()).as("samples of %s in %s", tenant.name(), window).isGreaterThan(100);
    var differences = SampleComparison.differences(sent, arrived(window), store.precision());
    assertThat(differences)
        .withFailMessage(() ->
            "%d differences among %d samples: %s"
                .formatted(differences.size(), sent.count(), first(differences)))
        .isEmpty();
  }

  Samples<Double> arrived(Window window) {
    return store.query().samples(tenant.selector(), window);
  }

  Samples<Double> sent(Window window) {
    return sender.query().samples(SCRAPED, window);
  }

  private static String first(List<String> differences) {
    return differences.stream().limit(10).collect(joining("\n  ", "\n  ", ""));
  }
}

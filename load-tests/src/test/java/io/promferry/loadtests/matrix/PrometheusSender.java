package io.promferry.loadtests.matrix;

import static org.awaitility.Awaitility.await;

import io.promferry.loadtests.peer.PrometheusServer;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.Evidence;
import io.promferry.loadtests.sample.Metadata;
import io.promferry.loadtests.sample.Window;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A Prometheus that scrapes the target, and knows what it has sent. */
record PrometheusSender(TenantEntry tenant, PrometheusServer peer) implements Sender {
  private static final String EVERYTHING = "{job!=\"\"}";
  private static final Duration COMMITTED_AFTER = Duration.ofSeconds(2);
  private static final Duration LATER = Duration.ofMinutes(10);
  private static final Duration SCRAPES_WITHIN = Duration.ofSeconds(30);

  @Override
  public String version() {
    return version(peer);
  }

  static String version(PrometheusServer server) {
    return "Prometheus "
        + String.join("", server.metrics().labels("prometheus_build_info", "version"));
  }

  @Override
  public void finish(Window window) {
    var past = window.end().plus(COMMITTED_AFTER);
    await("scrapes of " + tenant.name() + " past " + past)
        .atMost(SCRAPES_WITHIN)
        .pollInterval(Duration.ofMillis(250))
        .until(
            () -> !peer.query().samples(EVERYTHING, new Window(past, past.plus(LATER))).isEmpty());
  }

  @Override
  public Evidence sent(Window window) {
    return Evidence.of(
        peer.query(), EVERYTHING, "{__name__=\"" + ReceiverKind.VANISHING + "\"}", window);
  }

  @Override
  public Map<String, Set<Metadata>> metadata() {
    return peer.query().metadata();
  }

  @Override
  public List<String> complaints(ReceiverKind receiver) {
    var metrics = peer.metrics();
    return Stream.of("samples", "histograms", "exemplars", "metadata")
        .map(kind -> "prometheus_remote_storage_" + kind + "_failed_total")
        .filter(failed -> metrics.sum(failed, Map.of("remote_name", receiver.name())) > 0)
        .map(failed -> "the sender has counted " + failed)
        .toList();
  }
}

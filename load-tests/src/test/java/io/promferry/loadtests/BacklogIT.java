package io.promferry.loadtests;

import static io.promferry.loadtests.peer.PrometheusConfig.tenant;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.loadtests.peer.CentralStore;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.peer.Vmagent;
import io.promferry.loadtests.sample.SampleComparison;
import io.promferry.loadtests.sample.Samples;
import io.promferry.loadtests.sample.Series;
import io.promferry.loadtests.sample.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A tenant that was cut off for long sends what it has kept, after others have sent what is new.
 */
class BacklogIT {
  private static final TenantEntry ACME = TenantEntry.of("acme");
  private static final TenantEntry BETA = TenantEntry.of("beta");
  private static final Duration BACKLOG = Duration.ofMinutes(90);
  private static final Duration STEP = Duration.ofSeconds(15);

  /** So few samples a series that what becomes of each is found out at the first try. */
  private static final Duration LONG_STEP = Duration.ofMinutes(10);

  private static final int SERIES = 20;
  private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(60);

  @RegisterExtension final Lab lab = new Lab();

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Window window = new Window(now.minus(BACKLOG), now);

  @ParameterizedTest
  @EnumSource(names = {"PROMETHEUS", "VICTORIA_METRICS"})
  void storesABacklogOfNinetyMinutesAfterAnothersFreshSamples(StoreKind kind) {
    var store = kind.start(lab);
    var backlog = backlog(STEP);

    senderBehindFreshSamples(store).push(lines(backlog));

    var expected = backlog.relabelled(series -> series.with(BETA.labels()));
    await()
        .atMost(ARRIVES_WITHIN)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() ->
            assertThat(SampleComparison.differences(expected, arrived(store), store.precision()))
                .isEmpty());
  }

  /** What the out-of-order window is for: this is how a store behaves that nobody has given one. */
  @Test
  void losesTheBacklogWhenTheStoreHasNoOutOfOrderWindow() {
    var store = lab.centralPrometheus(Duration.ZERO);
    var sender = senderBehindFreshSamples(store);

    sender.push(lines(backlog(LONG_STEP)));

    await()
        .atMost(ARRIVES_WITHIN)
        .until(() -> sender.metrics().sum("vmagent_remotewrite_packets_dropped_total") > 0);
    var tooOld = new Window(window.start(), now.minus(Duration.ofMinutes(65)));
    assertThat(store.query().samples(BETA.selector(), tooOld).isEmpty()).isTrue();
  }

  private Vmagent senderBehindFreshSamples(CentralStore store) {
    var gateway = lab.gateway(store, ACME, BETA);
    var acme = new Flow(ACME, lab.tenant(ACME, tenant(gateway.target(ACME))), store);
    acme.awaitSamplesAfter(Instant.now());
    return lab.vmagent(gateway.target(BETA));
  }

  private Samples<Double> arrived(CentralStore store) {
    return store.query().samples(BETA.selector(), window);
  }

  private Samples<Double> backlog(Duration step) {
    var backlog = new HashMap<Series, NavigableMap<Long, Double>>();
    for (var number = 0; number < SERIES; number++) {
      var series =
          Series.of(Map.of("__name__", "backlog_total", "number", Integer.toString(number)));
      backlog.put(series, counter(number, step));
    }
    return new Samples<>(backlog);
  }

  private NavigableMap<Long, Double> counter(int first, Duration step) {
    var samples = new TreeMap<Long, Double>();
    for (var time = window.start().plus(step); !time.isAfter(now); time = time.plus(step)) {
      samples.put(time.toEpochMilli(), (double) first + samples.size());
    }
    return samples;
  }

  private static String lines(Samples<Double> samples) {
    return samples.bySeries().entrySet().stream()
        .flatMap(
            one -> one.getValue().entrySet().stream().map(sample -> line(one.getKey(), sample)))
        .collect(joining());
  }

  private static String line(Series series, Map.Entry<Long, Double> sample) {
    return "%s{number=\"%s\"} %s %d%n"
        .formatted(
            series.label("__name__"), series.label("number"), sample.getValue(), sample.getKey());
  }
}

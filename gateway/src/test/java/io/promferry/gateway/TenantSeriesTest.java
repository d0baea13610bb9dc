package io.promferry.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.gateway.KeepingStore.Sample;
import io.promferry.gateway.http.PipelinePool;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.MetricMetadata;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/**
 * Tenants see in the central store how their writes fare, and nobody else writes under that name.
 */
class TenantSeriesTest {
  private static final String EVERY_SECOND = "tenant-series: {every: 1s}";
  private static final String PREFIX = "promferry_tenant_";

  @TempDir private Path directory;
  private final KeepingStore kept = KeepingStore.ofEverything(true);
  private ScriptedStore store;

  @BeforeEach
  void start() throws IOException {
    store = new ScriptedStore(kept);
  }

  @AfterEach
  void stop() throws IOException {
    store.close();
  }

  @Test
  void tellATenantWhyItsWritesAreRefused() throws Exception {
    try (var gateway = limited(EVERY_SECOND + "\nlabels: {extra: {replica: eu, cluster: c1}}")) {
      assertThat(gateway.write(Writes.rw1(30), Writes.RW1).statusCode()).isEqualTo(204);
      assertThat(gateway.write(Writes.rw1(30), Writes.RW1).statusCode()).isEqualTo(503);

      soon()
          .untilAsserted(() -> {
            assertThat(told("writes_refused_total", "reason", "rate_limited")).isEqualTo(1);
            assertThat(told("samples_accepted_total")).isEqualTo(30);
            assertThat(told("writes_accepted_total")).isEqualTo(1);
            assertThat(told("limit_use_ratio", "limit", "burst-samples")).isBetween(2.0, 30.0);
            assertThat(told("last_sample_age_seconds")).isGreaterThan(1_000_000);
            assertThat(told("verdict", "verdict", "over_limit")).isEqualTo(1);
          });
      assertThat(own())
          .isNotEmpty()
          .allSatisfy(sample ->
              assertThat(sample.labels())
                  .containsEntry("tenant", "acme")
                  .containsEntry("vpc", "vpc-acme")
                  .containsEntry("cluster", "c1")
                  .containsEntry("replica", "eu")
                  .containsEntry("exported_replica", Replica.name()));
    }
  }

  @Test
  void areNoWritesOfTheTenant() throws Exception {
    try (var gateway = limited(EVERY_SECOND)) {
      assertThat(gateway.write(Writes.rw1(3), Writes.RW1).statusCode()).isEqualTo(204);
      var before = gateway.ask("/api/v1/tenants?tenant=acme").body();

      soon().until(() -> gateway.metric("promferry_own_series_writes", "accepted") >= 3);

      assertThat(gateway.metric("promferry_samples_forwarded_total", "acme")).isEqualTo(3);
      assertThat(gateway.metric("promferry_write_requests_total", "acme")).isEqualTo(1);
      assertThat(gateway.ask("/api/v1/tenants?tenant=acme").body())
          .contains(
              before.substring(before.indexOf("\"lastWrite\""), before.indexOf("\"recent\"")));
    }
  }

  @Test
  void areNotThereOfATenantThatHasNotWritten() throws Exception {
    try (var gateway = limited(EVERY_SECOND)) {
      assertThat(gateway.write(Writes.rw1(1), Writes.RW1).statusCode()).isEqualTo(204);

      soon().until(() -> gateway.metric("promferry_own_series_writes", "accepted") >= 2);

      assertThat(own()).allMatch(sample -> sample.labels().containsValue("acme"));
    }
  }

  @Test
  void areSwitchedOnAndOffByAReload() throws Exception {
    try (var gateway = limited("")) {
      gateway.write(Writes.rw1(1), Writes.RW1);

      assertThat(gateway.reload("admin:", EVERY_SECOND + "\nadmin:")).isEmpty();
      soon().until(() -> !own().isEmpty());
      assertThat(gateway.reload(EVERY_SECOND, "")).isEmpty();

      var last = new AtomicInteger();
      soon()
          .during(Duration.ofSeconds(3))
          .until(() -> {
            int now = own().size();
            return last.getAndSet(now) == now;
          });
    }
  }

  @Test
  void areNotTriedAgainWhenTheStoreIsAway() throws Exception {
    try (var gateway = limited(EVERY_SECOND)) {
      gateway.write(Writes.rw1(1), Writes.RW1);
      store.follow(_ -> new ScriptedStore.Reply.Answer(429));

      soon().until(() -> gateway.metric("promferry_own_series_writes", "failed") >= 2);
      store.follow(kept);

      soon().until(() -> told("verdict", "verdict", "behind") == 1);
    }
  }

  /** In pieces the store would take the others, for up to 32 requests. */
  @Test
  void areNotSearchedForTheOneThatAStoreRefuses() throws Exception {
    var refusing = new KeepingStore(sample -> name(sample).contains("verdict"), false);
    store.follow(refusing);
    try (var gateway = limited(EVERY_SECOND)) {
      gateway.write(Writes.rw1(1), Writes.RW1);

      soon().until(() -> gateway.metric("promferry_own_series_writes", "refused") >= 2);

      assertThat(refusing.kept().keySet()).extracting(TenantSeriesTest::name).containsOnly("up");
    }
  }

  @Test
  void areReservedInBothVersions() throws Exception {
    try (var gateway = with("")) {
      var refused = gateway.write(Writes.rw2Of(1, PREFIX + "forged"), Writes.RW2);
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body())
          .contains("1 metric name under promferry_tenant_, which is reserved for the gateway");
      assertThat(gateway.write(rw1(PREFIX + "forged"), Writes.RW1).statusCode()).isEqualTo(400);

      assertThat(own()).isEmpty();
      assertThat(kept.kept().keySet())
          .extracting(sample -> sample.labels().get("__name__"))
          .containsExactly("up");
      assertThat(gateway.metric("promferry_series_refused_total", "reserved_name")).isEqualTo(2);
      assertThat(gateway.metric("promferry_parts_dropped_total", "metadata_reserved")).isEqualTo(1);
    }
  }

  @Test
  void areReservedForWhatARuleRenamesToo() throws Exception {
    var rename =
        "relabel: [{source_labels: [number], regex: \"0\", target_label: __name__, replacement: "
            + PREFIX
            + "forged}]";
    try (var gateway = with(rename)) {
      assertThat(gateway.write(Writes.rw1(2), Writes.RW1).statusCode()).isEqualTo(400);
      assertThat(gateway.write(Writes.rw2(2), Writes.RW2).statusCode()).isEqualTo(400);

      assertThat(own()).isEmpty();
      assertThat(gateway.metric("promferry_series_refused_total", "reserved_name")).isEqualTo(2);
    }
  }

  private RunningGateway with(String moreKeys) throws Exception {
    return RunningGateway.of(
        directory, store, "", moreKeys, RunningGateway.tenant("acme", "secret"));
  }

  private RunningGateway limited(String moreKeys) throws Exception {
    return RunningGateway.limited(
        directory,
        store,
        "",
        "samples-per-second: 1, burst-samples: 1",
        moreKeys,
        System::nanoTime,
        PipelinePool.of(1));
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
  }

  /** The samples that the gateway has written of its own. */
  private List<Sample> own() {
    return kept.kept().keySet().stream().filter(sample -> name(sample).startsWith(PREFIX)).toList();
  }

  private static String name(Sample sample) {
    return sample.labels().getOrDefault("__name__", "");
  }

  /** The newest value of one of its series that has these labels, each a name and a value. */
  private double told(String name, String... labels) {
    var all = kept.kept();
    return own().stream()
        .filter(sample -> name(sample).equals(PREFIX + name))
        .filter(sample -> labels.length == 0 || labels[1].equals(sample.labels().get(labels[0])))
        .max(Comparator.comparingLong(Sample::timestamp))
        .map(all::get)
        .orElse(Double.NaN);
  }

  /** Two series, one of that name and one that is fine, and metadata of both. */
  private static byte[] rw1(String name) throws IOException {
    var request = WriteRequest.newBuilder();
    for (var metric : List.of(name, "up")) {
      request
          .addTimeseries(
              TimeSeries.newBuilder()
                  .addLabels(Label.newBuilder().setName("__name__").setValue(metric))
                  .addSamples(io.promferry.proto.v1.Sample.newBuilder().setTimestamp(1)))
          .addMetadata(MetricMetadata.newBuilder().setMetricFamilyName(metric));
    }
    return Snappy.compress(request.build().toByteArray());
  }
}

package io.promferry.loadtests;

import static io.promferry.loadtests.peer.PrometheusConfig.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.loadtests.peer.GatewaySettings;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.Window;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xerial.snappy.Snappy;

/**
 * Every series arrives under the labels of the tenant that sent it, whatever that tenant says it
 * is.
 */
class IdentityIT {
  private static final TenantEntry ACME = TenantEntry.of("acme");
  private static final TenantEntry BETA = TenantEntry.of("beta");

  @RegisterExtension final Lab lab = new Lab();

  @ParameterizedTest
  @EnumSource
  void keepsIdenticalSeriesOfTwoTenantsApart(StoreKind kind) {
    var store = kind.start(lab);
    var gateway = lab.gateway(store, ACME, BETA);
    var acme = new Flow(ACME, lab.tenant(ACME, tenant(gateway.target(ACME))), store);
    var beta = new Flow(BETA, lab.tenant(BETA, tenant(gateway.target(BETA))), store);
    var start = Instant.now();
    acme.awaitSamplesAfter(start);
    beta.awaitSamplesAfter(start);
    var window = new Window(Instant.now(), Instant.now().plusSeconds(4));

    acme.assertEverySampleArrives(window);
    beta.assertEverySampleArrives(window);
    assertThat(acme.sent(window).series()).containsAnyElementsOf(beta.sent(window).series());
  }

  @ParameterizedTest
  @EnumSource(names = {"PROMETHEUS", "VICTORIA_METRICS"})
  void keepsForgedLabelsOnlyAsExported(StoreKind kind) {
    var store = kind.start(lab);
    var gateway = lab.gateway(store, ACME);
    var forger =
        tenant(gateway.target(ACME))
            .withExternalLabels(Map.of("tenant", "other", "vpc", "other"))
            .withMetricLabels(Map.of("vpc", "stolen"));
    var acme =
        new Flow(
            ACME,
            lab.tenant(ACME, forger),
            store,
            series ->
                series
                    .with(Map.of("exported_tenant", "other", "exported_vpc", "other"))
                    .renamed("vpc", "exported_vpc")
                    .with(ACME.labels()));
    acme.awaitSamplesAfter(Instant.now());
    var window = new Window(Instant.now(), Instant.now().plusSeconds(4));

    acme.assertEverySampleArrives(window);
    var everything = store.query().samples("{__name__=~\".+\"}", window).series();
    assertThat(everything)
        .allSatisfy(series -> assertThat(series.labels()).containsAllEntriesOf(ACME.labels()))
        .anySatisfy(series -> assertThat(series.label("exported_vpc")).isEqualTo("stolen"))
        .anySatisfy(series -> assertThat(series.label("exported_vpc")).isEqualTo("other"));
  }

  /**
   * VictoriaMetrics 1.79 stores the first thirty labels of a series, and what sorts after them is
   * lost.
   */
  @Test
  void leavesATenantNoWayToPushTheForcedLabelsOut() throws IOException {
    var store = lab.centralVictoriaMetrics();
    var settings = GatewaySettings.of(store.writeUri()).with("limits", "labels-per-series", 30);
    var gateway = lab.gateway(settings, ACME);
    var now = Instant.now();

    assertThat(gateway.statusOfWrite(seriesOf(30, now), ACME.token())).isEqualTo(204);
    assertThat(gateway.statusOfWrite(seriesOf(31, now), ACME.token())).isEqualTo(400);

    var window = new Window(now.minusSeconds(10), now.plusSeconds(1));
    await()
        .untilAsserted(() ->
            assertThat(store.query().samples("crowded", window).series())
                .singleElement()
                .satisfies(series ->
                    assertThat(series.labels()).hasSize(30).containsAllEntriesOf(ACME.labels())));
  }

  /** A write of one series that has so many labels when the two forced ones have been put in. */
  private static byte[] seriesOf(int labels, Instant time) throws IOException {
    var series = TimeSeries.newBuilder().addLabels(label("__name__", "crowded"));
    for (var number = 0; number < labels - 3; number++) {
      series.addLabels(label("a%02d".formatted(number), "x"));
    }
    series.addSamples(Sample.newBuilder().setValue(1).setTimestamp(time.toEpochMilli()));
    return Snappy.compress(WriteRequest.newBuilder().addTimeseries(series).build().toByteArray());
  }

  private static Label label(String name, String value) {
    return Label.newBuilder().setName(name).setValue(value).build();
  }
}

package io.promferry.loadtests;

import static io.promferry.loadtests.peer.PrometheusConfig.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.Window;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
}

package io.promferry.loadtests;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.GatewaySettings;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.OneSeries;
import io.promferry.loadtests.sample.QueryClient;
import io.promferry.loadtests.sample.Series;
import io.promferry.loadtests.sample.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tenants whose writes are refused read in the central store why. */
class TenantSeriesIT {
  private static final Duration WITHIN = Duration.ofSeconds(60);
  private static final Map<String, String> CLUSTER = Map.of("cluster", "c1");

  private static final TenantEntry ACME =
      TenantEntry.of("acme").withLimits(Map.of("samples-per-second", 1, "burst-samples", 1));
  private static final TenantEntry FOREIGN =
      TenantEntry.of("foreign")
          .with("sources", Map.of("mode", "enforce", "addresses", List.of("10.200.0.11")));
  private static final TenantEntry QUIET = TenantEntry.of("quiet");

  @RegisterExtension final Lab lab = new Lab();

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void saysWhyWritesAreRefused(StoreKind kind) {
    var start = Instant.now().minusSeconds(1);
    var store = kind.start(lab);
    var settings =
        GatewaySettings.of(store.writeUri())
            .with("tenant-series", "every", "1s")
            .with("labels", "extra", CLUSTER);
    var gateway = lab.gateway(settings, ACME, FOREIGN, QUIET);
    assertThat(write(gateway, ACME, "promferry_tenant_forged")).isEqualTo(400);
    await().atMost(WITHIN).until(() -> write(gateway, ACME, "fine") == 204);
    await().atMost(WITHIN).until(() -> write(gateway, ACME, "fine") == 503);
    assertThat(write(gateway, FOREIGN, "fine")).isEqualTo(503);

    var asked = store.query();
    await()
        .atMost(WITHIN)
        .untilAsserted(() -> {
          assertThat(told(asked, start, "promferry_tenant_writes_refused_total"))
              .containsExactlyInAnyOrder(
                  own(ACME, "promferry_tenant_writes_refused_total", "reason", "series_refused"),
                  own(ACME, "promferry_tenant_writes_refused_total", "reason", "rate_limited"),
                  own(FOREIGN, "promferry_tenant_writes_refused_total", "reason", "wrong_source"));
          assertThat(told(asked, start, "promferry_tenant_series_refused_total"))
              .containsExactly(
                  own(ACME, "promferry_tenant_series_refused_total", "reason", "reserved_name"));
          assertThat(told(asked, start, "promferry_tenant_verdict"))
              .contains(own(FOREIGN, "promferry_tenant_verdict", "verdict", "wrong_source"));
          assertThat(told(asked, start, "promferry_tenant_last_sample_age_seconds"))
              .containsExactly(own(ACME, "promferry_tenant_last_sample_age_seconds"));
        });
    assertThat(asked.series("fine", Instant.now())).isEqualTo(1);
    assertThat(asked.series("promferry_tenant_forged", Instant.now())).isZero();
    assertThat(asked.series("{tenant=\"quiet\"}", Instant.now())).isZero();
  }

  private static int write(GatewayProcess gateway, TenantEntry tenant, String name) {
    var series = new OneSeries(name, Map.of("job", "x"), Instant.now(), 1);
    return gateway.statusOfWrite(series.body(), tenant.token());
  }

  /** The gateway's series of that name, but for its replica. */
  private static Set<Series> told(QueryClient store, Instant start, String name) {
    return store.samples(name, new Window(start, Instant.now())).series().stream()
        .map(series -> {
          var labels = new TreeMap<>(series.labels());
          assertThat(labels.remove("replica")).isNotEmpty();
          return new Series(labels);
        })
        .collect(toSet());
  }

  private static Series own(TenantEntry tenant, String name, String... label) {
    var labels = new TreeMap<>(tenant.labels());
    labels.putAll(CLUSTER);
    labels.put("__name__", name);
    if (label.length > 0) {
      labels.put(label[0], label[1]);
    }
    return new Series(labels);
  }
}

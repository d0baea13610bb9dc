package io.promferry.loadtests;

import static io.promferry.loadtests.peer.PrometheusConfig.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.Window;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The gateway ends under load, rudely or politely, and is started again. */
class RestartIT {
  private static final TenantEntry ACME = TenantEntry.of("acme");
  private static final TenantEntry BETA = TenantEntry.of("beta");

  /** A request is under way only part of the time, so one end might hit none. */
  private static final int ENDS = 5;

  private static final int LOAD = 3;

  @RegisterExtension final Lab lab = new Lab();

  @ParameterizedTest
  @EnumSource(names = {"PROMETHEUS", "VICTORIA_METRICS"})
  void losesNothingWhenTheGatewayIsKilledUnderLoad(StoreKind kind) {
    losesNothingOver(kind, ENDS, GatewayProcess::kill);
  }

  @ParameterizedTest
  @EnumSource(names = {"PROMETHEUS", "VICTORIA_METRICS"})
  void stopsPolitelyUnderLoadAndLosesNothing(StoreKind kind) {
    losesNothingOver(kind, 1, gateway -> assertThat(gateway.terminate()).isZero());
  }

  private void losesNothingOver(StoreKind kind, int times, Consumer<GatewayProcess> end) {
    var store = kind.start(lab);
    var gateway = lab.gateway(store, ACME, BETA);
    var flows =
        List.of(ACME, BETA).stream()
            .map(tenant ->
                new Flow(
                    tenant,
                    lab.tenant(tenant, tenant(gateway.target(tenant)).withScrapes(LOAD)),
                    store))
            .toList();
    var start = Flow.awaitSteady(flows);

    for (var time = 0; time < times; time++) {
      end.accept(gateway);
      gateway.start();
      var back = Instant.now();
      flows.forEach(flow -> flow.awaitSamplesAfter(back));
    }

    var window = new Window(start, Instant.now());
    flows.forEach(flow -> flow.assertEverySampleArrives(window));
    flows.forEach(RestartIT::assertFeltTheEnd);
  }

  private static void assertFeltTheEnd(Flow flow) {
    assertThat(flow.sender().metrics().sum("prometheus_remote_storage_samples_retried_total"))
        .isPositive();
  }
}

package io.promferry.loadtests;

import static io.promferry.loadtests.peer.PrometheusConfig.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.Window;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A tenant is added while another one writes. */
class ReloadIT {
  private static final TenantEntry ACME = TenantEntry.of("acme");
  private static final TenantEntry BETA = TenantEntry.of("beta");

  @RegisterExtension final Lab lab = new Lab();

  @ParameterizedTest
  @MethodSource("waysToReload")
  void addsATenantWithoutDroppingARequest(Consumer<GatewayProcess> reload) {
    var store = lab.centralPrometheus();
    var gateway = lab.gateway(store, ACME);
    var acme = new Flow(ACME, lab.tenant(ACME, tenant(gateway.target(ACME)).withScrapes(3)), store);
    var start = Flow.awaitSteady(List.of(acme));

    gateway.writeTenants(List.of(ACME, BETA));
    reload.accept(gateway);
    var beta = new Flow(BETA, lab.tenant(BETA, tenant(gateway.target(BETA))), store);
    beta.awaitSamplesAfter(Instant.now());

    acme.assertEverySampleArrives(new Window(start, Instant.now()));
    acme.assertNothingWasTriedTwice();
  }

  static Stream<Named<Consumer<GatewayProcess>>> waysToReload() {
    return Stream.of(
        Named.of("by request", gateway -> assertThat(gateway.reload()).isBetween(200, 204)),
        Named.of("by SIGHUP", GatewayProcess::hangUp));
  }
}

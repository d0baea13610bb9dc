package io.promferry.loadtests;

import static io.promferry.loadtests.peer.PrometheusConfig.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.GatewaySettings;
import io.promferry.loadtests.peer.RemoteWrite;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without a tenant's secret there is no way in; with it there is, also while it is replaced. */
class CredentialsIT {
  private static final TenantEntry ACME = TenantEntry.of("acme");
  private static final String WRONG_TOKEN = "token-of-nobody";
  private static final String REFUSED = "promferry_unauthenticated_requests_total";
  private static final int ROUNDS = 3;
  private static final int LOAD = 3;

  @RegisterExtension final Lab lab = new Lab();

  @ParameterizedTest
  @EnumSource(names = {"PROMETHEUS", "VICTORIA_METRICS"})
  void refusesAWrongTokenAndStoresNothing(StoreKind kind) {
    var start = Instant.now();
    var store = kind.start(lab);
    var gateway = lab.gateway(store, ACME);
    var stranger = lab.tenant(ACME, tenant(new RemoteWrite(gateway.writeUri(), WRONG_TOKEN)));

    assertThat(gateway.statusOfWrite(new byte[] {0}, WRONG_TOKEN)).isEqualTo(401);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> stranger.metrics().sum("prometheus_remote_storage_samples_failed_total") > 500);
    assertThat(stranger.log()).contains("401");
    assertThat(gateway.metrics().sum(REFUSED)).isGreaterThan(3);
    assertThat(
            store.query().samples("{__name__=~\".+\"}", new Window(start, Instant.now())).isEmpty())
        .isTrue();
  }

  @Test
  void takesANameAndAPassword() {
    var store = lab.centralPrometheus();
    var settings = GatewaySettings.of(store.writeUri()).withFile("acme.password", "s:crét\n");
    var basic = Map.of("username", "acme", "password-file", "acme.password");
    var gateway = lab.gateway(settings, ACME.withCredentials(List.of(Map.of("basic", basic))));
    var target = RemoteWrite.basic(gateway.writeUri(), "acme", "s:crét");
    var acme = new Flow(ACME, lab.tenant(ACME, tenant(target)), store);
    acme.awaitSamplesAfter(Instant.now());
    var window = new Window(Instant.now(), Instant.now().plusSeconds(2));

    acme.assertEverySampleArrives(window);
    assertThat(gateway.metrics().sum(REFUSED)).isZero();
  }

  /** As the README says: one of the gateway's files, the sender's, the other of the gateway's. */
  @Test
  void rotatesTokensUnderLoadWithoutA401() {
    var store = lab.centralPrometheus();
    var settings =
        GatewaySettings.of(store.writeUri())
            .with("tenants", "refresh", "500ms")
            .withFile("acme.a", "first")
            .withFile("acme.b", "first");
    var credentials =
        List.<Map<String, Object>>of(
            Map.of("bearer-token-file", "acme.a"), Map.of("bearer-token-file", "acme.b"));
    var gateway = lab.gateway(settings, ACME.withCredentials(credentials));
    var target = new RemoteWrite(gateway.writeUri(), "first");
    var acme = new Flow(ACME, lab.tenant(ACME, tenant(target).withScrapes(LOAD)), store);
    var start = Flow.awaitSteady(List.of(acme));

    for (var round = 1; round <= ROUNDS; round++) {
      var token = "token-" + round;
      replaceOneToken(gateway, "acme.a", token);
      acme.sender().replaceSecret(token);
      acme.awaitSamplesAfter(Instant.now());
      replaceOneToken(gateway, "acme.b", token);
    }

    acme.awaitSamplesAfter(Instant.now());
    acme.assertEverySampleArrives(new Window(start, Instant.now()));
    acme.assertNothingWasTriedTwice();
    assertThat(gateway.metrics().sum(REFUSED)).isZero();
    assertThat(gateway.statusOfWrite(new byte[] {0}, "first")).isEqualTo(401);
  }

  /** Returns when the gateway has taken it over, by itself. */
  private static void replaceOneToken(GatewayProcess gateway, String file, String token) {
    var before = takenOver(gateway);
    gateway.replaceFile(file, token);
    await().until(() -> takenOver(gateway) > before);
  }

  private static long takenOver(GatewayProcess gateway) {
    return gateway.log().lines().filter(line -> line.contains("tenants re-read")).count();
  }
}

package io.promferry.loadtests;

import static io.promferry.loadtests.ServiceAccountIssuer.key;
import static io.promferry.loadtests.ServiceAccountIssuer.keySet;
import static io.promferry.loadtests.ServiceAccountIssuer.token;
import static io.promferry.loadtests.peer.PrometheusConfig.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import io.promferry.loadtests.peer.CentralStore;
import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.GatewaySettings;
import io.promferry.loadtests.peer.RemoteWrite;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A tenant writes with a projected service-account token, whose issuer changes its keys. */
class ServiceAccountIT {
  private static final TenantEntry ACME = TenantEntry.of("acme");
  private static final String REFUSED = "promferry_unauthenticated_requests_total";
  private static final Duration TAKEN_OVER_WITHIN = Duration.ofSeconds(20);

  @RegisterExtension final Lab lab = new Lab();

  @Test
  void rotatesTheIssuersKeysUnderLoadWithoutA401() throws JOSEException {
    var first = key("first");
    var second = key("second");
    var store = lab.centralPrometheus();
    var settings =
        settings(store)
            .with("service-accounts", "jwks-file", "keys.json")
            .withFile("keys.json", keySet(first));
    var gateway = gateway(settings);
    var firstToken = token(ACME, first);
    var acme = flow(gateway, firstToken, store);
    var start = Flow.awaitSteady(List.of(acme));

    gateway.replaceFile("keys.json", keySet(first, second));
    awaitKeys(gateway, 2);
    acme.sender().replaceSecret(token(ACME, second));
    acme.awaitSamplesAfter(Instant.now());
    gateway.replaceFile("keys.json", keySet(second));
    awaitKeys(gateway, 1);
    acme.awaitSamplesAfter(Instant.now());

    acme.assertEverySampleArrives(new Window(start, Instant.now()));
    acme.assertNothingWasTriedTwice();
    assertThat(gateway.metrics().sum(REFUSED)).isZero();
    assertThat(gateway.statusOfWrite(new byte[] {0}, firstToken)).isIn(401, 503);
  }

  @Test
  void losesNothingWhileTheIssuerIsAway() throws Exception {
    var first = key("first");
    var second = key("second");
    var store = lab.centralPrometheus();
    try (var issuer = KeyServer.stopped()) {
      var settings =
          settings(store)
              .with("service-accounts", "jwks-url", issuer.address().toString())
              .with("service-accounts", "ca", "issuer.crt")
              .with("service-accounts", "refresh", "1s")
              .withFile("issuer.crt", issuer.certificatePem());
      var gateway = gateway(settings);
      var start = Instant.now();
      var acme = flow(gateway, token(ACME, first), store);

      awaitRefusalFor(gateway, "keys_not_loaded");
      issuer.start(keySet(first));
      acme.awaitSamplesAfter(start);
      issuer.stop();
      await()
          .atMost(TAKEN_OVER_WITHIN)
          .until(() -> gateway.metrics().sum("promferry_issuer_keys_last_fetch_successful") == 0);
      acme.awaitSamplesAfter(Instant.now());
      acme.sender().replaceSecret(token(ACME, second));
      awaitRefusalFor(gateway, "key_not_known");
      issuer.start(keySet(first, second));
      acme.awaitSamplesAfter(Instant.now());

      acme.assertEverySampleArrives(new Window(start, Instant.now()));
      assertThat(acme.sender().metrics().sum("prometheus_remote_storage_samples_failed_total"))
          .isZero();
      assertThat(gateway.metrics().labels(REFUSED, "reason"))
          .isEqualTo(Set.of("keys_not_loaded", "key_not_known"));
    }
  }

  private static GatewaySettings settings(CentralStore store) {
    return GatewaySettings.of(store.writeUri())
        .with("service-accounts", "issuer", ServiceAccountIssuer.NAME);
  }

  private GatewayProcess gateway(GatewaySettings settings) {
    return lab.gateway(
        settings, ACME.withCredentials(List.of(ServiceAccountIssuer.credential(ACME))));
  }

  private Flow flow(GatewayProcess gateway, String token, CentralStore store) {
    var target = new RemoteWrite(gateway.writeUri(), token);
    return new Flow(ACME, lab.tenant(ACME, tenant(target)), store);
  }

  private static void awaitKeys(GatewayProcess gateway, int count) {
    await()
        .atMost(TAKEN_OVER_WITHIN)
        .until(() -> gateway.metrics().sum("promferry_issuer_keys") == count);
  }

  private static void awaitRefusalFor(GatewayProcess gateway, String reason) {
    await()
        .atMost(TAKEN_OVER_WITHIN)
        .until(() -> gateway.metrics().labels(REFUSED, "reason").contains(reason));
  }
}

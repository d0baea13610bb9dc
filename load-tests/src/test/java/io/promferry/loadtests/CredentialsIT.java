package io.promferry.loadtests;

import static io.promferry.loadtests.peer.PrometheusConfig.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.loadtests.peer.RemoteWrite;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.Window;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without a tenant's token there is no way in. */
class CredentialsIT {
  private static final TenantEntry ACME = TenantEntry.of("acme");
  private static final String WRONG_TOKEN = "token-of-nobody";

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
    assertThat(gateway.metrics().sum("promferry_unauthenticated_requests_total")).isGreaterThan(3);
    assertThat(
            store.query().samples("{__name__=~\".+\"}", new Window(start, Instant.now())).isEmpty())
        .isTrue();
  }
}

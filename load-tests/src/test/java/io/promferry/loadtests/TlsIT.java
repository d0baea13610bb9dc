package io.promferry.loadtests;

import static io.promferry.loadtests.peer.PrometheusConfig.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.X509Bundle;
import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.GatewaySettings;
import io.promferry.loadtests.peer.PrometheusServer;
import io.promferry.loadtests.peer.RemoteWrite;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tenants over TLS, known by nothing but their certificates. */
class TlsIT {
  private static final String NAME = "spiffe://lab/tenant/acme";
  private static final String NOBODYS_NAME = "spiffe://lab/tenant/nobody";
  private static final TenantEntry ACME =
      TenantEntry.of("acme")
          .with("credentials", List.of(Map.of("certificate", Map.of("san-uri", NAME))));
  private static final int REPLACEMENTS = 5;

  @RegisterExtension final Lab lab = new Lab();
  @TempDir private Path files;
  private Pki pki;

  @BeforeEach
  void makeCertificates() throws Exception {
    pki = Pki.create();
    Pki.write(pki.server(), files, "server");
    Files.writeString(files.resolve("ca.crt"), pki.authorityPem());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void losesNothingWhileTheGatewaysCertificateIsReplaced(boolean newerSender) throws Exception {
    var store = lab.centralPrometheus();
    var gateway = lab.gateway(settings(store.writeUri().toString()), ACME);
    var sender = sender(newerSender, gateway, pki.client(NAME));
    var flow = new Flow(ACME, sender, store);
    var start = Flow.awaitSteady(List.of(flow));

    for (int i = 0; i < REPLACEMENTS; i++) {
      var next = pki.server();
      Pki.write(next, files, "server");
      assertThat(gateway.reload()).isEqualTo(200);
      assertThat(pki.shownBy(gateway.writeUri())).isEqualTo(next.getCertificate());
      flow.awaitSamplesAfter(Instant.now());
    }

    flow.assertEverySampleArrives(new Window(start, Instant.now()));
    assertThat(sender.metrics().sum("prometheus_remote_storage_samples_failed_total")).isZero();
    assertThat(sender.metrics().sum("prometheus_remote_storage_samples_retried_total")).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void takesNothingUnderACertificateThatIsNoTenants(boolean newerSender) throws Exception {
    var start = Instant.now();
    var store = lab.centralPrometheus();
    var gateway = lab.gateway(settings(store.writeUri().toString()), ACME);
    var stranger = sender(newerSender, gateway, pki.client(NOBODYS_NAME));

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> stranger.metrics().sum("prometheus_remote_storage_samples_failed_total") > 500);
    assertThat(stranger.log()).contains("401");
    assertThat(
            store.query().samples("{__name__=~\".+\"}", new Window(start, Instant.now())).isEmpty())
        .isTrue();
  }

  /** Connections end soon, so that there are always new ones. */
  private GatewaySettings settings(String upstream) {
    return GatewaySettings.of(upstream)
        .with("server", "max-connection-age", "2s")
        .with(
            "server",
            "tls",
            Map.of(
                "certificate", files.resolve("server.crt").toString(),
                "key", files.resolve("server.key").toString(),
                "client-ca", files.resolve("ca.crt").toString()));
  }

  private PrometheusServer sender(boolean newer, GatewayProcess gateway, X509Bundle shown) {
    var target =
        new RemoteWrite(gateway.writeUri(), "")
            .with(
                "tls_config",
                Map.of("ca_file", "ca.crt", "cert_file", "client.crt", "key_file", "client.key"))
            .withFile("ca.crt", pki.authorityPem())
            .withFile("client.crt", shown.getCertificatePathPEM())
            .withFile("client.key", shown.getPrivateKeyPEM());
    return newer ? lab.newerTenant(ACME, tenant(target)) : lab.tenant(ACME, tenant(target));
  }
}

package io.promferry.loadtests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.loadtests.browser.Browser;
import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.GatewaySettings;
import io.promferry.loadtests.peer.HouseFiles;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sink.LoadSink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tenant's client certificate has expired, and a browser shows it to who asks why it is silent.
 */
@Tag("no-peers")
class ExpiredCertificateIT {
  private static final String NAME = "spiffe://lab/tenant/certified";
  private static final TenantEntry CERTIFIED =
      TenantEntry.of("certified")
          .withCredentials(List.of(Map.of("certificate", Map.of("san-uri", NAME))))
          .with("sources", Map.of("mode", "audit", "addresses", List.of("127.0.0.1")));

  @TempDir private Path directory;

  @Test
  void isReadOffThePage() throws Exception {
    var pki = Pki.create();
    Pki.write(pki.server(), directory, "server");
    var expired = Instant.parse("2026-01-02T09:12:00Z");
    try (var store = LoadSink.counting(0);
        var gateway =
            GatewayProcess.in(
                directory.resolve("gateway"), settings(store, pki), List.of(CERTIFIED));
        var browser = new Browser(directory)) {
      gateway.start();
      refuse(gateway.writeUri(), pki.trustingAndShowing(pki.expiredClient(NAME, expired)));

      browser.open(gateway.statusPage().resolve("#certified/vpc-certified"), 1280, false);
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreException(IllegalStateException.class)
          .untilAsserted(() ->
              assertThat(text(browser, ".verdict"))
                  .startsWith("failing")
                  .contains(
                      "presumably refused in the TLS handshake (its client certificate expired"
                          + " 2026-01-02 09:12 UTC)",
                      "1 connection from 127.0.0.1, which is its address"));
      assertThat(text(browser, ".unattributed tbody"))
          .contains("127.0.0.1", "TLS handshake: certificate expired");
      assertThat(browser.complaints()).isEmpty();
      browser.screenshot(HouseFiles.loadTests("target/status-pages/certificate-expired.png"));
    }
  }

  private GatewaySettings settings(LoadSink store, Pki pki) {
    return GatewaySettings.of(store.writeUri())
        .withFile("ca.crt", pki.authorityPem())
        .with(
            "server",
            "tls",
            Map.of(
                "certificate", directory.resolve("server.crt").toString(),
                "key", directory.resolve("server.key").toString(),
                "client-ca", "ca.crt"));
  }

  /** In TLS 1.3 a client takes its handshake for done before it is told that it is not. */
  private static void refuse(URI gateway, SSLContext client) throws IOException {
    try (var socket =
        client.getSocketFactory().createSocket(gateway.getHost(), gateway.getPort())) {
      socket.getOutputStream().write("POST".getBytes(US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    } catch (IOException alert) {
      assertThat(alert).hasMessageContaining("certificate");
    }
  }

  private static String text(Browser browser, String selector) {
    return browser
        .evaluate(
            "document.querySelector('%s').textContent.replace(/\\s+/g, ' ').trim()"
                .formatted(selector))
        .getAsString();
  }
}

package io.promferry.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promferry.gateway.config.ConfigException;
import io.promferry.gateway.config.GatewayConfig;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of either listener at the start of a gateway. */
class ListenersFilesTest {
  @TempDir private Path directory;
  private Certificates authority;

  @BeforeEach
  void write() throws Exception {
    authority = Certificates.newAuthority();
    Certificates.write(authority.issue("localhost"), directory, "a");
    Certificates.write(authority.issue("localhost"), directory, "b");
    Files.writeString(
        directory.resolve("tenants.yml"),
        "tenants: [" + RunningGateway.tenant("acme", "secret") + "]");
  }

  @Test
  void saysOfBothWhatKeepsThemFromStarting() throws Exception {
    var config =
        config(
            """
            server: {listen: "127.0.0.1:0", tls: {certificate: a.crt, key: b.key}}
            admin: {listen: "127.0.0.1:0", tls: {certificate: a.key, key: a.key}}
            """);

    assertThatThrownBy(() -> ListenersFiles.check(GatewayConfig.load(config)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("server.tls: key is not that of the certificate")
        .hasMessageContaining("admin.tls: certificate and key are not PEM");
    assertThatThrownBy(() -> Gateway.start(config, LoadedConfig.load(config)).await())
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void servesOperatorsOverTls() throws Exception {
    int port = RunningGateway.freePort();
    var config =
        config(
            """
            server: {listen: "127.0.0.1:0", drain-delay: 0s}
            admin: {listen: "127.0.0.1:%d", tls: {certificate: a.crt, key: a.key}}
            """
                .formatted(port));
    var gateway = Gateway.start(config, LoadedConfig.load(config)).await();
    try (var client = TlsClients.http(Version.HTTP_2, TlsClients.trusting(authority))) {
      var answer =
          client.send(
              HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/metrics")).build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("promferry_admin_certificate_expiry_timestamp_seconds");
    } finally {
      gateway.stop().await();
      gateway.close();
    }
  }

  private Path config(String listeners) throws Exception {
    return Files.writeString(
        directory.resolve("gateway.yml"),
        listeners
            + "upstreams: [{name: central, url: \"http://127.0.0.1:9/\"}]\n"
            + "tenants: {files: [tenants.yml]}\n");
  }
}

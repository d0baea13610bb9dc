package io.promferry.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways of which one asks the other, whose listener has TLS and asks for a token. */
class PeersAccessTest {
  @TempDir private Path directory;
  private final LogEvents log = LogEvents.ofAll();
  private HttpClient client;
  private Certificates authority;
  private Gateway asked;
  private @Nullable Gateway asking;
  private int askedPort;
  private int askingPort;

  @BeforeEach
  void start() throws Exception {
    authority = Certificates.newAuthority();
    authority.writeTo(directory.resolve("ca.crt"));
    Certificates.write(authority.issue("gateway-peers"), directory, "admin");
    client = TlsClients.http(Version.HTTP_1_1, TlsClients.trusting(authority));
    write("token", "right");
    write("token-of-peers", "right");
    write("tenants.yml", "tenants: [" + RunningGateway.tenant("acme", "secret") + "]");
    askedPort = RunningGateway.freePort();
    askingPort = RunningGateway.freePort();
    asked = start("asked", "tls: {certificate: admin.crt, key: admin.key}", askedPort, askingPort);
  }

  @AfterEach
  void stop() {
    client.close();
    asked.stop().await();
    asked.close();
    if (asking != null) {
      asking.stop().await();
      asking.close();
    }
    assertThat(log.texts()).noneMatch(text -> text.contains("right"));
    log.close();
  }

  @Test
  void areAskedOverTlsWithAToken() throws Exception {
    asking = start("asking", "", askingPort, askedPort);

    await().until(() -> metric("promferry_peers") == 1);
  }

  @Test
  void areKnownAgainWhenTheTokenIsRight() throws Exception {
    write("token-of-peers", "wrong");
    asking = start("asking", "", askingPort, askedPort);
    await().until(() -> metric("promferry_peer_failures_total") > 1);
    assertThat(metric("promferry_peers")).isZero();

    write("token-of-peers", "right");

    await().until(() -> metric("promferry_peers") == 1);
    assertThat(log.texts()).anyMatch(text -> text.startsWith("replica answers again"));
  }

  private Gateway start(String name, String adminTls, int port, int peersPort) throws Exception {
    var config =
        write(
            name + ".yml",
            """
            server: {listen: "127.0.0.1:0", drain-delay: 0s}
            admin: {listen: "127.0.0.1:%d", authorization: [{bearer-token-file: token}], %s}
            peers:
              host: 127.0.0.1
              port: %d
              every: 100ms
              authorization: {bearer-token-file: token-of-peers}
              tls: {ca: ca.crt, server-name: gateway-peers}
            upstreams: [{name: central, url: "http://127.0.0.1:9/"}]
            tenants: {files: [tenants.yml]}
            """
                .formatted(port, adminTls, peersPort));
    return Gateway.start(config, LoadedConfig.load(config)).await();
  }

  private Path write(String file, String text) throws IOException {
    return Files.writeString(directory.resolve(file), text);
  }

  private double metric(String name) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + askingPort + "/metrics"))
            .header("Authorization", "Bearer right")
            .build();
    return client
        .send(request, BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}

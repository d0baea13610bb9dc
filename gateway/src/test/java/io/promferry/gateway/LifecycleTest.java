package io.promferry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/** Reload, drain and the operators' endpoints of a whole gateway. */
class LifecycleTest {
  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private ScriptedStore store;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    store = ScriptedStore.answering(204);
    gateway = RunningGateway.start(directory, store, "grace-period: 5s");
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    gateway.close();
    store.close();
  }

  @Test
  void takesOverATenantThatAReloadAdds() throws Exception {
    assertThat(writeStatus("new")).isEqualTo(401);
    tenantsFile(
        "tenants: [%s, %s]"
            .formatted(
                RunningGateway.tenant("acme", "secret"), RunningGateway.tenant("beta", "new")));

    assertThat(reload().statusCode()).isEqualTo(200);

    assertThat(writeStatus("new")).isEqualTo(204);
    assertThat(writeStatus("secret")).isEqualTo(204);
  }

  @Test
  void sendsToTheUpstreamThatAReloadPutsInTheOthersPlace()
      throws IOException, InterruptedException {
    try (var other = ScriptedStore.answering(204)) {
      var config = directory.resolve("gateway.yml");
      var text = Files.readString(config);
      Files.writeString(
          config, text.replace(store.writeUri().toString(), other.writeUri().toString()));

      assertThat(reload().statusCode()).isEqualTo(200);

      assertThat(gateway.write(Writes.rw1(1), Writes.RW1).statusCode()).isEqualTo(204);
      assertThat(other.requests()).hasSize(1);
      assertThat(store.requests()).isEmpty();
    }
  }

  @Test
  void keepsTheOldStateWhenTheNewOneIsBadAndSaysEverythingThatIs()
      throws IOException, InterruptedException {
    tenantsFile(
        "tenants:\n- {name: UPPER, vpc: v, colour: red}\n- {name: beta, credentials: []}\n");

    var answer = reload();

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("tenants.yml:2: tenants[0].credentials: needs at least one credential")
        .contains("tenants.yml:2: tenants[0].colour: unknown key")
        .contains("'UPPER' is not a DNS label")
        .contains("tenants.yml:3: tenants[1].vpc: is required")
        .contains("tenants.yml:3: tenants[1].credentials: needs at least one credential");
    assertThat(writeStatus("secret")).isEqualTo(204);
    assertThat(gateway.metric("promferry_config_last_reload_successful")).isZero();
  }

  @Test
  void refusesTwoTenantsWithOneTokenWithoutShowingIt() throws Exception {
    tenantsFile(
        "tenants: [%s, %s]"
            .formatted(
                RunningGateway.tenant("acme", "secret"), RunningGateway.tenant("beta", "secret")));

    assertThat(reload().body())
        .contains("acme/vpc-acme and beta/vpc-beta have the same token")
        .doesNotContain("2bb80d");
  }

  @Test
  void reloadsOnlyByPost() throws IOException, InterruptedException {
    assertThat(get("/-/reload").statusCode()).isEqualTo(405);
  }

  @Test
  void isHealthyAndReady() throws IOException, InterruptedException {
    assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
    assertThat(get("/-/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void isNotReadyOnceItStops() throws IOException, InterruptedException {
    gateway.gateway().stop().await();

    assertThat(get("/-/ready").statusCode()).isEqualTo(503);
    assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
  }

  private void tenantsFile(String text) throws IOException {
    Files.writeString(directory.resolve("tenants.yml"), text);
  }

  private HttpResponse<String> reload() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(operators("/-/reload")).POST(BodyPublishers.noBody()).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(operators(path)).build(), BodyHandlers.ofString());
  }

  private int writeStatus(String token) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(gateway.tenants().resolve("/api/v1/write"))
            .POST(BodyPublishers.ofByteArray(Snappy.compress(new byte[0])))
            .header("Content-Type", "application/x-protobuf")
            .header("Authorization", "Bearer " + token)
            .build();
    return client.send(request, BodyHandlers.ofString()).statusCode();
  }

  private URI operators(String path) {
    return gateway.operators().resolve(path);
  }
}

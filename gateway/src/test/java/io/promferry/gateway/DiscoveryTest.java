package io.promferry.gateway;

import static io.promferry.gateway.RunningGateway.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.gateway.discovery.kube.FakeApi;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code GET /sd/v1/targets} of a running gateway, with an API server in this process. */
class DiscoveryTest {
  private static final String PATH = "/sd/v1/targets";

  private final HttpClient client = HttpClient.newHttpClient();
  private final FakeApi api = new FakeApi();
  private @TempDir Path directory;
  private ScriptedStore store;

  @BeforeEach
  void prepare() throws Exception {
    store = ScriptedStore.answering(204);
    api.vpc("vpc-acme", "acme", "10.0.1.0/24");
    api.vpc("vpc-beta", "beta", "10.0.1.0/24");
    api.pod("acme", "web-0", "10.0.1.3");
    api.pod("beta", "db-0", "10.0.1.3");
  }

  @AfterEach
  void end() throws Exception {
    client.close();
    store.close();
    api.close();
  }

  private RunningGateway start() throws Exception {
    return start(tenant("acme", "secret") + ", " + tenant("beta", "other"));
  }

  private RunningGateway start(String tenants) throws Exception {
    return RunningGateway.discovering(directory, store, api.client(), tenants);
  }

  private HttpResponse<String> ask(
      RunningGateway gateway, String method, String token, String... headers) throws Exception {
    return send(gateway.tenants().resolve(PATH), method, token, headers);
  }

  private HttpResponse<String> send(URI uri, String method, String token, String... headers)
      throws Exception {
    var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> list(RunningGateway gateway, String token) throws Exception {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> ask(gateway, "GET", token).statusCode() == 200);
    return ask(gateway, "GET", token);
  }

  @Test
  void givesEachTenantItsOwnPodsUnderOneAndTheSameAddress() throws Exception {
    try (var gateway = start()) {
      var acme = list(gateway, "secret");
      var beta = list(gateway, "other");

      assertThat(acme.headers().firstValue("Content-Type"))
          .hasValue("application/json; charset=utf-8");
      assertThat(group(acme).getJsonArray("targets")).containsExactly("10.0.1.3:8080");
      assertThat(group(acme).fieldNames()).containsExactlyInAnyOrder("targets", "labels");
      assertThat(group(acme).getJsonObject("labels").getString("pod")).isEqualTo("web-0");
      assertThat(group(beta).getJsonObject("labels").getString("pod")).isEqualTo("db-0");
    }
  }

  private static JsonObject group(HttpResponse<String> answer) {
    var groups = new JsonArray(answer.body());
    assertThat(groups).hasSize(1);
    return groups.getJsonObject(0);
  }

  @Test
  void isNotToldToWhomItDoesNotKnow() throws Exception {
    try (var gateway = start()) {
      assertThat(ask(gateway, "GET", "").statusCode()).isEqualTo(401);
      var wrong = ask(gateway, "GET", "wrong");

      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(wrong.headers().firstValue("WWW-Authenticate")).isPresent();
    }
  }

  @Test
  void isNotToldToATenantThatComesFromElsewhere() throws Exception {
    var acme = tenant("acme", "secret").replaceFirst("}$", "");
    try (var gateway = start(acme + ", sources: {mode: enforce, addresses: [10.200.0.11]}}")) {
      var answer = ask(gateway, "GET", "secret");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
  }

  @Test
  void tellsToComeBackUntilAllIsKnown() throws Exception {
    api.refuse("subnets", 404);
    try (var gateway = start()) {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() ->
              ask(gateway, "GET", "secret").body().contains("subnets are not known yet: there is"));
      var answer = ask(gateway, "GET", "secret");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(gateway.metric("promferry_discovery_synced")).isZero();
    }
  }

  @Test
  void takesHeadAndNoOtherMethod() throws Exception {
    try (var gateway = start()) {
      var length = list(gateway, "secret").body().length();
      var head = ask(gateway, "HEAD", "secret");
      var post = ask(gateway, "POST", "secret");

      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(length);
      assertThat(post.statusCode()).isEqualTo(405);
      assertThat(post.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }
  }

  @Test
  void isNotRepeatedToWhoHasIt() throws Exception {
    try (var gateway = start()) {
      var tag = list(gateway, "secret").headers().firstValue("ETag").orElseThrow();
      var again = ask(gateway, "GET", "secret", "If-None-Match", tag);

      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
    }
  }

  @Test
  void isToldToOperators() throws Exception {
    api.pod("acme", "elsewhere-0", "10.0.2.9");
    try (var gateway = start()) {
      list(gateway, "secret");
      var answer =
          send(gateway.operators().resolve("/api/v1/tenants?tenant=acme"), "GET", "").body();
      var told = new JsonObject(answer).getJsonArray("tenants").getJsonObject(0);

      assertThat(told.getJsonObject("discovery").getInteger("targets")).isEqualTo(1);
      assertThat(told.getJsonObject("discovery").getJsonArray("namespaces"))
          .containsExactly("acme");
      assertThat(
              told.getJsonObject("discovery")
                  .getJsonArray("leftOut")
                  .getJsonObject(0)
                  .getString("object"))
          .isEqualTo("acme/elsewhere-0");
      assertThat(gateway.metric("promferry_discovery_targets{", "acme")).isEqualTo(1);
      assertThat(gateway.metric("promferry_discovery_left_out{", "acme")).isEqualTo(1);
      assertThat(gateway.metric("promferry_discovery_requests_total", "listed")).isPositive();
    }
  }

  @Test
  void seesOnlyTheNamespacesOfItsEntryWhereAVpcIsShared() throws Exception {
    api.vpc("vpc-acme", "acme, acme-b", "10.0.1.0/24");
    api.pod("acme-b", "b-0", "10.0.1.7");
    var first = tenant("acme", "secret").replaceFirst("}$", ", namespaces: [acme]}");
    var second =
        tenant("guest", "third")
            .replace("vpc-guest", "vpc-acme")
            .replaceFirst("}$", ", namespaces: [acme-b]}");
    try (var gateway = start(first + ", " + second)) {
      assertThat(group(list(gateway, "secret")).getJsonObject("labels").getString("pod"))
          .isEqualTo("web-0");
      assertThat(group(list(gateway, "third")).getJsonObject("labels").getString("pod"))
          .isEqualTo("b-0");
    }
  }

  @Test
  void isNotThereUnlessItIsSwitchedOn() throws Exception {
    try (var gateway =
        RunningGateway.of(directory, store, "", "", tenant("acme", "secret"))) {
      var answer = ask(gateway, "GET", "secret");

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains("discovery in gateway.yml");
    }
  }
}

package io.promferry.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole gateway whose tenants are in Kubernetes, with an API server that comes and goes. */
class KubernetesTenantsTest {
  @TempDir private Path directory;
  private final LogEvents log = LogEvents.ofAll();
  private final AtomicLong nanos = new AtomicLong();
  private SecretsApi kubernetes;
  private ScriptedStore store;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    kubernetes = new SecretsApi();
    store = ScriptedStore.answering(204);
    gateway = RunningGateway.onKubernetes(directory, store, kubernetes::api, nanos::get);
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    store.close();
    kubernetes.close();
    log.close();
  }

  @Test
  void isNotReadyAndTurnsNobodyAwayForGoodUntilItHasSeenTheTenants() throws Exception {
    kubernetes.keep("acme", entry("acme", "secret"));

    assertThat(gateway.ask("/-/ready").statusCode()).isEqualTo(503);
    assertThat(gateway.ask("/-/healthy").statusCode()).isEqualTo(200);
    assertThat(status("secret")).isEqualTo(503);
    assertThat(source().getBoolean("loaded")).isFalse();

    kubernetes.comeUp();

    await().until(() -> status("secret") == 204);
    assertThat(gateway.ask("/-/ready").statusCode()).isEqualTo(200);
    assertThat(status("another")).isEqualTo(401);
    assertThat(source().encode())
        .isEqualTo("{\"kind\":\"kubernetes\",\"loaded\":true,\"problems\":[]}");
  }

  @Test
  void isReadyWhenThereIsNoTenantYet() {
    kubernetes.comeUp();

    await().until(() -> gateway.ask("/-/ready").statusCode() == 200);
  }

  @Test
  void takesOverWhatIsAddedChangedAndDeleted() throws Exception {
    kubernetes.keep("acme", entry("acme", "secret"));
    kubernetes.comeUp();
    await().until(() -> status("secret") == 204);

    kubernetes.keep("beta", entry("beta", "other"));
    await().until(() -> status("other") == 204);
    kubernetes.keep("acme", entry("acme", "rotated"));
    await().until(() -> status("rotated") == 204);
    assertThat(status("secret")).isEqualTo(401);
    kubernetes.delete("acme");
    await().until(() -> status("rotated") == 401);

    assertThat(status("other")).isEqualTo(204);
  }

  @Test
  void asksForTheLabelledSecretsOfItsNamespaceAndForNothingElse() {
    kubernetes.comeUp();
    await().until(() -> gateway.ask("/-/ready").statusCode() == 200);

    assertThat(kubernetes.asked())
        .allSatisfy(path ->
            assertThat(path)
                .startsWith("/api/v1/namespaces/tenants/secrets?")
                .containsAnyOf("labelSelector=promferry.io%2Ftenant"));
  }

  @Test
  void servesTheLastTenantsWhileTheApiServerIsAwayAndCatchesUpAfterwards() throws Exception {
    kubernetes.keep("acme", entry("acme", "secret"));
    kubernetes.comeUp();
    await().until(() -> status("secret") == 204);

    kubernetes.goAway();
    kubernetes.keep("beta", entry("beta", "other"));
    await().until(() -> isStaleAfter(Duration.ofHours(100)));

    assertThat(status("secret")).isEqualTo(204);
    assertThat(status("other")).isEqualTo(401);
    assertThat(gateway.ask("/-/ready").statusCode()).isEqualTo(200);

    kubernetes.comeUp();
    await().until(() -> status("other") == 204);
    await().until(() -> gateway.metric("promferry_tenants_source_stale_seconds") == 0);
    assertThat(status("secret")).isEqualTo(204);
  }

  @Test
  void listsAgainWhenItsPlaceInTheHistoryIsGone() throws Exception {
    missTheDeletionOfBeta();
    kubernetes.endWatchesAsGone(true);
    kubernetes.comeUp();

    await().until(() -> status("other") == 401);
    kubernetes.endWatchesAsGone(false);
    seesGamma();
  }

  @Test
  void beginsAgainWhenNoWatchIsPossibleFromWhereItWas() throws Exception {
    missTheDeletionOfBeta();
    kubernetes.answerWatchesWith(410);
    kubernetes.comeUp();
    await().until(() -> isStaleAfter(Duration.ofSeconds(11)));

    await().until(() -> status("other") == 401);
    kubernetes.answerWatchesWith(0);
    seesGamma();
  }

  private void missTheDeletionOfBeta() throws Exception {
    kubernetes.keep("acme", entry("acme", "secret"));
    kubernetes.keep("beta", entry("beta", "other"));
    kubernetes.comeUp();
    await().until(() -> status("other") == 204);
    kubernetes.goAway();
    kubernetes.delete("beta");
  }

  private void seesGamma() throws Exception {
    kubernetes.keep("gamma", entry("gamma", "third"));
    await().until(() -> status("third") == 204);
    assertThat(status("secret")).isEqualTo(204);
    assertThat(status("other")).isEqualTo(401);
  }

  /** Lets time pass, of which nothing was noticed if the watch still stands. */
  private boolean isStaleAfter(Duration time) throws IOException {
    nanos.addAndGet(time.toNanos());
    return gateway.metric("promferry_tenants_source_stale_seconds") >= time.toSeconds();
  }

  @Test
  void keepsOnTryingWhereItMayNotListAndSaysSoOnce() throws Exception {
    kubernetes.keep("acme", entry("acme", "secret"));
    kubernetes.answerListsWith(403);
    kubernetes.comeUp();
    await().until(() -> kubernetes.asked().size() > 2);

    assertThat(status("secret")).isEqualTo(503);
    kubernetes.answerListsWith(0);
    await().until(() -> status("secret") == 204);
    assertThat(log.texts())
        .filteredOn(text -> text.contains("cannot be listed") && text.contains("403"))
        .hasSize(1);
  }

  @Test
  void servesTheLastGoodVersionOfABrokenEntryAndSaysWhyOnceWithoutItsContent() throws Exception {
    var good = kubernetes.keep("acme", entry("acme", "secret"));
    kubernetes.keep("beta", entry("beta", "other"));
    kubernetes.comeUp();
    await().until(() -> status("secret") == 204);

    kubernetes.keep(
        "acme",
        Map.of(
            "tenant.yml",
            "tenants: [{name: acme, vpc: v, credentials: [{bearer-token-file: hush-hush}]}]",
            "token",
            "hush-hush"));
    await().until(() -> gateway.metric("promferry_tenants_source_problems") == 1);
    gateway.reload();

    assertThat(status("secret")).isEqualTo(204);
    assertThat(status("other")).isEqualTo(204);
    assertThat(tenant("acme").getJsonObject("entry").encode())
        .isEqualTo(
            "{\"name\":\"acme\",\"version\":\"%s\"}"
                .formatted(good.getMetadata().getResourceVersion()));
    assertThat(source().getJsonArray("problems").encode())
        .contains("\"entry\":\"acme\"")
        .contains("tenants[0].credentials[0].bearer-token-file: is no key of the Secret")
        .contains("last good version stays");
    assertThat(log.texts()).filteredOn(text -> text.contains("cannot be used as it is")).hasSize(1);
    assertThat(String.join("\n", log.texts()))
        .doesNotContain("hush-hush")
        .doesNotContain("aHVzaC1odXNo");
  }

  @Test
  void appliesNewDefaultsToEntriesOnReload() throws Exception {
    kubernetes.keep("acme", entry("acme", "secret"));
    kubernetes.comeUp();
    await().until(() -> status("secret") == 204);

    assertThat(gateway.reload("delivery:", "limits: {requests-in-flight: 7}\ndelivery:")).isEmpty();

    assertThat(tenant("acme").getJsonArray("limits").encode()).contains("\"of\":7");
  }

  @Test
  void refusesAReloadThatWouldTakeWhatAServedEntryNeeds() throws Exception {
    kubernetes.keep("acme", entry("acme", "secret"));
    kubernetes.comeUp();
    await().until(() -> status("secret") == 204);

    var problems = gateway.reload("drain-delay: 0s,", "drain-delay: 0s, memory-budget: 1MiB,");

    assertThat(problems).singleElement().asString().contains("server.memory-budget");
    assertThat(status("secret")).isEqualTo(204);
    assertThat(source().getJsonArray("problems")).isEmpty();
  }

  @Test
  void showsWhichCredentialWasUsedAndKeepsThatOverAReload() throws Exception {
    kubernetes.keep("acme", entry("acme", "secret", "next"));
    kubernetes.comeUp();
    await().until(() -> status("secret") == 204);

    gateway.reload();

    var credentials = tenant("acme").getJsonArray("credentials");
    assertThat(credentials.getJsonObject(0).getString("id")).isEqualTo("2bb80d537b1d");
    assertThat(credentials.getJsonObject(0).getString("lastUsed")).isNotNull();
    assertThat(credentials.getJsonObject(1).getString("lastUsed")).isNull();
  }

  private static String entry(String name, String... tokens) throws Exception {
    var credentials = new StringBuilder();
    for (var token : tokens) {
      var entry = RunningGateway.tenant(name, token);
      credentials.append(entry, entry.indexOf("[{") + 1, entry.indexOf("}]") + 1).append(", ");
    }
    return "tenants: [{name: %s, vpc: vpc-%s, credentials: [%s]}]"
        .formatted(name, name, credentials);
  }

  private int status(String token) throws IOException {
    return gateway.writeAs(token, Writes.rw1(1), Writes.RW1).statusCode();
  }

  private JsonObject source() throws IOException {
    return tenants().getJsonObject("source");
  }

  private JsonObject tenant(String name) throws IOException {
    return tenants().getJsonArray("tenants").stream()
        .map(JsonObject.class::cast)
        .filter(tenant -> tenant.getString("tenant").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private JsonObject tenants() throws IOException {
    return new JsonObject(gateway.ask("/api/v1/tenants").body());
  }
}

package io.promferry.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways that are peers of each other: what the page of one tells of both. */
@Timeout(value = 90, unit = SECONDS)
class ReplicasTest {
  @TempDir private Path directory;
  private ScriptedStore store;
  private RunningGateway first;
  private RunningGateway second;
  private boolean isFirstUp = true;

  @BeforeEach
  void start() throws Exception {
    store = new ScriptedStore(_ -> new ScriptedStore.Reply.Answer(204, Map.of(), ""));
    int ofFirst = RunningGateway.freePort();
    int ofSecond = RunningGateway.freePort();
    first =
        RunningGateway.replica(
            Files.createDirectory(directory.resolve("first")), store, ofFirst, ofSecond);
    second =
        RunningGateway.replica(
            Files.createDirectory(directory.resolve("second")), store, ofSecond, ofFirst);
  }

  @AfterEach
  void stop() throws IOException {
    if (isFirstUp) {
      first.close();
    }
    second.close();
    store.close();
  }

  @Test
  void showWhatWasWrittenToTheOther() throws IOException {
    first.write(Writes.rw1(40, System.currentTimeMillis()), Writes.RW1);

    try (var feed = feed(second)) {
      var head = awaitHead(feed, "acme", "ok");
      assertThat(head.getJsonArray("replicas")).hasSize(2);
      assertThat(head.getJsonArray("replicas").getJsonObject(1).getBoolean("reached")).isTrue();
    }
    try (var feed = feed(first)) {
      awaitHead(feed, "acme", "ok");
    }
    var tenant = new JsonObject(second.ask("/api/v1/fleet/tenant?tenant=acme&vpc=vpc-acme").body());
    assertThat(tenant.getJsonArray("replicas"))
        .extracting(one ->
            ((JsonObject) one).getJsonObject("tenant").getJsonObject("verdict").getString("code"))
        .containsExactly("unknown_since_start", "writing");
    assertThat(second.ask("/api/v1/fleet/tenant?tenant=acme").statusCode()).isEqualTo(400);
  }

  @Test
  void showThatTheOtherIsGone() throws IOException {
    first.write(Writes.rw1(40, System.currentTimeMillis()), Writes.RW1);
    try (var feed = feed(second)) {
      awaitHead(feed, "acme", "ok");

      first.close();
      isFirstUp = false;

      var head = awaitHead(feed, "acme", "unknown");
      var gone = head.getJsonArray("replicas").getJsonObject(1);
      assertThat(gone.getBoolean("reached")).isFalse();
      assertThat(gone.getString("problem")).contains("refused");
      assertThat(gone.getString("since")).isNotEmpty();
    }
  }

  private static BufferedReader feed(RunningGateway gateway) throws IOException {
    var uri = gateway.operators().resolve("/api/v1/fleet");
    return new BufferedReader(
        new InputStreamReader(uri.toURL().openStream(), StandardCharsets.UTF_8));
  }

  /** The head of the first event in which that tenant's severity is this. */
  private static JsonObject awaitHead(BufferedReader feed, String tenant, String severity)
      throws IOException {
    Predicate<Object> isMeant =
        row ->
            ((JsonObject) row).getString("tenant").equals(tenant)
                && ((JsonObject) row).getString("severity").equals(severity);
    String line;
    while ((line = feed.readLine()) != null) {
      if (line.startsWith("data: ")) {
        var told = new JsonObject(line.substring(6));
        if (told.getJsonArray("rows").stream().anyMatch(isMeant)) {
          return told.getJsonObject("head");
        }
      }
    }
    throw new AssertionError("the feed has ended");
  }
}

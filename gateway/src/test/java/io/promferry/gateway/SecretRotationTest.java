package io.promferry.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets in files that are replaced while writes go on. */
class SecretRotationTest {
  private static final String ACME =
      "{name: acme, vpc: v, credentials: [{bearer-token-file: a}, {bearer-token-file: b}]}";
  private static final int WRITERS = 4;

  @TempDir private Path directory;
  private final LogEvents log = LogEvents.ofAll();
  private final HttpClient client = HttpClient.newHttpClient();
  private ScriptedStore store;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    write("a", "first");
    write("b", "first");
    store = ScriptedStore.answering(204);
    gateway = RunningGateway.refreshing(directory, store, ACME);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    gateway.close();
    store.close();
    log.close();
  }

  @Test
  void takesAReplacedFileOverByItself() throws IOException, InterruptedException {
    write("a", "second");

    await().until(() -> status("second") == 204);
    assertThat(status("first")).isEqualTo(204);
    write("b", "second");
    await().until(() -> status("first") == 401);
    assertThat(status("second")).isEqualTo(204);
  }

  @Test
  void answersNo401WhileTokensAreRotatedUnderLoad()
      throws IOException, InterruptedException, ExecutionException {
    var stopped = new AtomicBoolean();
    var token = new AtomicReference<>("first");
    Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    try (var threads = Executors.newFixedThreadPool(WRITERS)) {
      var writers =
          IntStream.range(0, WRITERS)
              .mapToObj(_ -> threads.submit(writer(token, stopped, statuses)))
              .toList();
      for (int round = 1; round <= 8; round++) {
        var next = "token-" + round;
        replace("a", next);
        await().until(() -> status(next) == 204);
        token.set(next);
        gateway.reload();
        var old = round == 1 ? "first" : "token-" + (round - 1);
        awaitQuiet(writers, statuses);
        replace("b", next);
        await().until(() -> status(old) == 401);
      }
      stopped.set(true);
      for (Future<?> writer : writers) {
        writer.get();
      }
    }

    assertThat(statuses).containsOnlyKeys(204);
    assertThat(total(statuses)).isGreaterThan(8 * WRITERS);
  }

  /** Every writer has begun a write after this, so none still sends what it had read before. */
  private static void awaitQuiet(List<?> writers, Map<Integer, AtomicInteger> statuses) {
    int before = total(statuses);
    await().until(() -> total(statuses) > before + 10 * writers.size());
  }

  private static int total(Map<Integer, AtomicInteger> statuses) {
    return statuses.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  private Callable<Void> writer(
      AtomicReference<String> token, AtomicBoolean stopped, Map<Integer, AtomicInteger> statuses) {
    return () -> {
      while (!stopped.get()) {
        statuses.computeIfAbsent(status(token.get()), _ -> new AtomicInteger()).incrementAndGet();
      }
      return null;
    };
  }

  @Test
  void keepsTheLastGoodSecretWhileItsFileIsBadAndSaysSoOnce()
      throws IOException, InterruptedException {
    write("a", "");
    await().until(() -> gateway.metric("promferry_tenants_last_load_successful") == 0);

    assertThat(status("first")).isEqualTo(204);
    write("a", "second");
    await().until(() -> status("second") == 204);

    assertThat(gateway.metric("promferry_tenants_last_load_successful")).isEqualTo(1);
    assertThat(log.texts())
        .filteredOn(text -> text.contains("tenants cannot be used"))
        .singleElement()
        .asString()
        .contains("credentials[0].bearer-token-file: file 'a' is empty");
  }

  @Test
  void takesATenantOverThatIsAddedWithoutAReload() throws Exception {
    write(
        "tenants.yml", "tenants: [%s, %s]".formatted(ACME, RunningGateway.tenant("beta", "other")));

    await().until(() -> status("other") == 204);
    assertThat(status("first")).isEqualTo(204);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }

  /** As Kubernetes does it: a new file takes the old one's place. */
  private void replace(String file, String text) throws IOException {
    var next = Files.writeString(directory.resolve(file + ".next"), text);
    Files.move(
        next,
        directory.resolve(file),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  private int status(String token) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(gateway.tenants().resolve("/api/v1/write"))
            .headers(Writes.RW1)
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofByteArray(Writes.rw1(1)));
    return client.send(request.build(), BodyHandlers.ofString()).statusCode();
  }
}

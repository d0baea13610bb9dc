package io.promferry.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.gateway.http.PipelinePool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways over loopback, of which one asks the other; the clock of their limits is ours. */
class SharedRatesTest {
  private static final String LIMITS = "samples-per-second: 100, burst-samples: 100";

  private final AtomicLong nanos = new AtomicLong();

  @TempDir private Path directory;
  private ScriptedStore store;
  private RunningGateway other;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    store = new ScriptedStore(_ -> new ScriptedStore.Reply.Answer(204, Map.of(), ""));
    other = gateway("other", "");
    gateway =
        gateway(
            "gateway",
            "\npeers: {host: 127.0.0.1, port: %d, every: 100ms}"
                .formatted(other.operators().getPort()));
  }

  private RunningGateway gateway(String name, String moreKeys) throws Exception {
    return RunningGateway.limited(
        Files.createDirectory(directory.resolve(name)),
        store,
        "",
        LIMITS,
        moreKeys,
        nanos::get,
        PipelinePool.of(2));
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    other.close();
    store.close();
  }

  @Test
  void tellsWhatItTakes() throws Exception {
    other.write(Writes.rw1(1_000), Writes.RW1);

    try (var in = other.operators().resolve("/api/v1/rates").toURL().openStream()) {
      assertThat(new String(in.readAllBytes(), UTF_8))
          .startsWith("{\"replica\":")
          .contains("\"tenants\":[[\"acme\",\"vpc-acme\",200.0]]");
    }
  }

  @Test
  void leavesWhatTheOtherDoesNotTake() throws Exception {
    assertThat(other.write(Writes.rw1(1_000), Writes.RW1).statusCode()).isEqualTo(204);
    awaitARound();
    assertThat(gateway.write(Writes.rw1(200), Writes.RW1).statusCode()).isEqualTo(204);

    // A debt of 100 is paid after 2 seconds at half the rate, after 1 at the whole.
    nanos.addAndGet(Duration.ofMillis(1_500).toNanos());
    assertThat(gateway.write(Writes.rw1(1), Writes.RW1).statusCode()).isEqualTo(503);
    nanos.addAndGet(Duration.ofMillis(600).toNanos());
    assertThat(gateway.write(Writes.rw1(1), Writes.RW1).statusCode()).isEqualTo(204);
  }

  @Test
  void leavesAllOfItWhileTheOtherTakesNothing() throws Exception {
    awaitARound();
    assertThat(gateway.write(Writes.rw1(200), Writes.RW1).statusCode()).isEqualTo(204);

    nanos.addAndGet(Duration.ofMillis(1_100).toNanos());
    assertThat(gateway.write(Writes.rw1(1), Writes.RW1).statusCode()).isEqualTo(204);
  }

  /** Two answers more than now: the first may have been on its way before. */
  private void awaitARound() throws IOException {
    double asked = answers();
    await().until(() -> answers() >= asked + 2);
    await().until(() -> gateway.metric("promferry_peers ") == 1);
  }

  private double answers() throws IOException {
    return gateway.metric("promferry_peer_answers_total ");
  }
}

package io.promferry.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.gateway.ScriptedStore.Reply;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that are given one write at a time and do not answer it. */
class FullUpstreamTest {
  @TempDir private Path directory;
  private ScriptedStore store;
  private ScriptedStore other;

  @BeforeEach
  void start() throws IOException {
    store = new ScriptedStore(_ -> new Reply.Silence());
    other = ScriptedStore.answering(204);
  }

  @AfterEach
  void stop() throws IOException {
    store.close();
    other.close();
  }

  @Test
  void refusesTheNextWriteAtOnceAndSendsItNowhere() throws Exception {
    try (var gateway =
        RunningGateway.before(
            directory,
            RunningGateway.upstream("other", other, ""),
            RunningGateway.upstream("full", store, "connections: 1, timeout: 3s"))) {
      var first = writeAside(gateway);
      await().until(() -> store.requests().size() == 1);

      var next = gateway.write(Writes.rw1(1), Writes.RW1);

      assertThat(first).isNotDone();
      assertThat(next.statusCode()).isEqualTo(503);
      assertThat(next.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 2L);
      assertThat(next.body()).contains("upstream full is given no more writes at a time");
      assertThat(gateway.metric("promferry_upstream_refused_total", "full")).isEqualTo(1);
      assertThat(other.requests()).hasSize(1);
    }
  }

  @Test
  void takesTheNextWriteOnceTheFirstHasEnded() throws Exception {
    try (var gateway =
        RunningGateway.before(
            directory, RunningGateway.upstream("full", store, "connections: 1, timeout: 1s"))) {
      assertThat(gateway.write(Writes.rw1(1), Writes.RW1).statusCode()).isEqualTo(503);
      store.follow(_ -> new Reply.Answer(204));

      assertThat(gateway.write(Writes.rw1(1), Writes.RW1).statusCode()).isEqualTo(204);
    }
  }

  @Test
  void countsWhatAnOptionalStoreMisses() throws Exception {
    try (var gateway =
        RunningGateway.before(
            directory,
            RunningGateway.upstream("central", other, ""),
            RunningGateway.upstream(
                "full", store, "connections: 1, timeout: 3s, required: false"))) {
      gateway.write(Writes.rw1(2), Writes.RW1);
      await().until(() -> store.requests().size() == 1);

      var next = gateway.write(Writes.rw1(3), Writes.RW1);

      assertThat(next.statusCode()).isEqualTo(204);
      assertThat(gateway.metric("promferry_upstream_missed_total", "full")).isEqualTo(3);
    }
  }

  private static CompletableFuture<HttpResponse<String>> writeAside(RunningGateway gateway) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return gateway.write(Writes.rw1(1), Writes.RW1);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }
}

package io.promferry.gateway;

import static io.promferry.gateway.Writes.RW1;
import static io.promferry.gateway.Writes.rw1;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.gateway.ScriptedStore.Reply;
import io.promferry.gateway.http.PipelinePool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole gateway over real sockets: a tenant that is over a limit is told to come back, can come
 * back, and leaves the others alone. Time is the test's.
 */
class LimitsTest {
  private static final String SMALL_BODIES = "body-bytes: 64KiB, decoded-bytes: 64KiB";
  private static final int LARGE = 60_000;

  @TempDir private Path directory;
  private final AtomicLong nanos = new AtomicLong();
  private ScriptedStore store;
  private @Nullable RunningGateway running;

  @BeforeEach
  void startStore() throws IOException {
    store = ScriptedStore.answering(204);
  }

  @AfterEach
  void stop() throws IOException {
    gateway().close();
    store.close();
  }

  @Test
  void letsAWritePassThatIsLargerThanABurstAndAsksToWaitForIt() throws Exception {
    start("", "samples-per-second: 10, burst-samples: 50");
    assertThat(write(rw1(100)).statusCode()).isEqualTo(204);

    var refused = write(rw1(1));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body())
        .isEqualTo("samples-per-second limit of 10 is used up for another 6 s\n");
    assertThat(retryAfter(refused)).isBetween(6, 9);
    assertThat(writeAsBeta(rw1(1)).statusCode()).isEqualTo(204);
    assertThat(gateway().metric("limit_refusals", "acme", "samples_per_second")).isEqualTo(1);
    assertThat(gateway().metric("write_requests", "acme", "rate_limited")).isEqualTo(1);

    advance(Duration.ofMillis(5_100));
    assertThat(write(rw1(1)).statusCode()).isEqualTo(204);
  }

  @Test
  void asksForNoLongerThanThirtySeconds() throws Exception {
    start("", "samples-per-second: 1, burst-samples: 1");
    write(rw1(100));

    assertThat(retryAfter(write(rw1(1)))).isEqualTo(30);
  }

  @Test
  void countsSamplesThatAreRefused() throws Exception {
    start("", "samples-per-second: 10, burst-samples: 50, active-series: 1");

    assertThat(write(rw1(100)).statusCode()).isEqualTo(400);
    assertThat(write(rw1(1)).statusCode()).isEqualTo(503);
  }

  @Test
  void keepsADebtOverAReload() throws Exception {
    start("", "samples-per-second: 10, burst-samples: 50");
    write(rw1(100));

    assertThat(gateway().reload("samples-per-second: 10", "samples-per-second: 51")).isEmpty();
    assertThat(write(rw1(1)).statusCode()).isEqualTo(503);
    advance(Duration.ofSeconds(1));
    assertThat(write(rw1(1)).statusCode()).isEqualTo(204);
  }

  @Test
  void takesSoManyWritesOfATenantAtATime() throws Exception {
    start("", "requests-in-flight: 2");
    var answer = new CountDownLatch(1);
    store.follow(request -> {
      if (new String(request.decoded(), ISO_8859_1).contains("vpc-acme")) {
        awaitUninterrupted(answer);
      }
      return new Reply.Answer(204);
    });
    var first = later(rw1(1));
    var second = later(rw1(1));
    await().until(() -> store.requests().size() == 2);

    var refused = write(rw1(1));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).isEqualTo("requests-in-flight limit of 2 is used up\n");
    assertThat(writeAsBeta(rw1(1)).statusCode()).isEqualTo(204);
    assertThat(gateway().metric("limit_refusals", "requests_in_flight")).isEqualTo(1);
    answer.countDown();
    assertThat(first.get().statusCode()).isEqualTo(204);
    assertThat(second.get().statusCode()).isEqualTo(204);
    assertThat(write(rw1(1)).statusCode()).isEqualTo(204);
  }

  @Test
  void givesAPlaceBackWhenTheSenderGoesAway() throws Exception {
    start("", "requests-in-flight: 1");
    store.follow(_ -> new Reply.Silence());
    byte[] body = rw1(1);
    try (var socket = slowBody("secret", body.length)) {
      socket.getOutputStream().write(body);
      await().until(() -> store.requests().size() == 1);
      assertThat(write(rw1(1)).statusCode()).isEqualTo(503);
    }

    store.follow(_ -> new Reply.Answer(204));
    await().until(() -> write(rw1(1)).statusCode() == 204);
    assertThat(gateway().metric("promferry_inflight_bytes ")).isZero();
  }

  @Test
  void givesAPlaceBackAfterEveryAnswer() throws Exception {
    start("", "requests-in-flight: 1, " + SMALL_BODIES);
    for (int i = 0; i < 3; i++) {
      assertThat(write(new byte[] {1, 2}).statusCode()).isEqualTo(400);
      assertThat(write(new byte[70_000]).statusCode()).isEqualTo(413);
    }

    assertThat(write(rw1(1)).statusCode()).isEqualTo(204);
  }

  @Test
  void leavesOthersRoomBesideATenantOfSlowBodies() throws Exception {
    start("memory-budget: 384KiB", SMALL_BODIES);
    try (var sockets = new Sockets()) {
      for (int i = 0; i < 3; i++) {
        sockets.add(slowBody("secret", LARGE));
      }
      await().until(() -> gateway().metric("promferry_inflight_bytes ") == 3 * LARGE);

      try (var refused = slowBody("secret", LARGE)) {
        assertThat(lines(refused)).first().asString().contains("503");
      }
      assertThat(gateway().metric("limit_refusals", "acme", "bytes_in_flight")).isEqualTo(1);
      assertThat(writeAsBeta(rw1(500)).statusCode()).isEqualTo(204);
    }

    await().until(() -> gateway().metric("promferry_inflight_bytes ") == 0);
    assertThat(write(rw1(500)).statusCode()).isEqualTo(204);
  }

  @Test
  void refusesALargeBodyByItsFirstBytes() throws Exception {
    start("memory-budget: 192KiB", "body-bytes: 90000, decoded-bytes: 50000");
    try (var sockets = new Sockets()) {
      sockets.add(slowBody("secret", 60_000));
      await().until(() -> gateway().metric("promferry_inflight_bytes ") == 60_000);

      try (var refused = slowBody("other", 90_000)) {
        var firstBytes = new byte[66_000];
        // A varint of 50,000.
        firstBytes[0] = (byte) 0xd0;
        firstBytes[1] = (byte) 0x86;
        firstBytes[2] = 3;
        refused.getOutputStream().write(firstBytes);

        assertThat(lines(refused)).first().asString().contains("503");
      }
    }
  }

  @Test
  void saysWhenThereIsNoRoomForAnybody() throws Exception {
    start("memory-budget: 224KiB", SMALL_BODIES);
    try (var sockets = new Sockets()) {
      sockets.add(slowBody("secret", LARGE));
      await().until(() -> gateway().metric("promferry_inflight_bytes ") == LARGE);
      sockets.add(slowBody("secret", LARGE));
      await().until(() -> gateway().metric("promferry_inflight_bytes ") == 2 * LARGE);
      sockets.add(slowBody("other", LARGE));
      await().until(() -> gateway().metric("promferry_inflight_bytes ") == 3 * LARGE);

      try (var refused = slowBody("other", LARGE)) {
        assertThat(lines(refused))
            .anyMatch(line -> line.contains("503"))
            .anyMatch(line -> line.matches("(?i)retry-after: [3-5]"))
            .anyMatch(line -> line.contains("memory budget for all tenants is used up"));
      }
      assertThat(gateway().metric("limit_refusals", "beta", "memory_budget")).isEqualTo(1);
    }
  }

  @Test
  void letsTheLargestWritePassWhenItsTenantHasNothingElse() throws Exception {
    start("memory-budget: 192KiB", SMALL_BODIES);

    assertThat(write(rw1(1_100)).statusCode()).isEqualTo(204);
  }

  @Test
  void refusesLargeBodiesWhenTheirThreadsAreBusy() throws Exception {
    var threads = Executors.newSingleThreadExecutor();
    threads.shutdown();
    running =
        RunningGateway.limited(directory, store, "", "", nanos::get, new PipelinePool(threads, 1));

    var refused = write(rw1(150_000));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("too many large bodies at once");
    assertThat(gateway().metric("promferry_inflight_bytes ")).isZero();
    assertThat(write(rw1(1)).statusCode()).isEqualTo(204);
  }

  @Test
  void refusesOnlyNewSeriesOverTheLimit() throws Exception {
    start("", "active-series: 10");
    assertThat(write(rw1(20)).statusCode()).as("twice the limit at first").isEqualTo(204);

    var refused = write(rw1(25));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .contains("5 series refused (5 new series over the limit of active series), 20 accepted");
    assertThat(gateway().metric("promferry_active_series{", "acme")).isEqualTo(20);
    assertThat(gateway().metric("promferry_active_series_limit", "acme")).isEqualTo(10);
    assertThat(gateway().metric("promferry_active_series{", "beta")).isZero();
    assertThat(gateway().metric("promferry_active_series_untracked_total")).isZero();
  }

  @Test
  void forgetsIdleSeriesAndThenKeepsToTheLimit() throws Exception {
    start("", "active-series: 10");
    write(rw1(20));

    passTicks(17);
    assertThat(gateway().metric("promferry_active_series{", "acme")).isZero();
    var refused = write(rw1(12));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("2 series refused", "10 accepted");
  }

  @Test
  void keepsKnownSeriesOverAReload() throws Exception {
    start("", "active-series: 30");
    write(rw1(20));

    assertThat(gateway().reload("active-series: 30", "active-series: 5")).isEmpty();
    assertThat(write(rw1(20)).statusCode()).isEqualTo(204);
    assertThat(write(rw1(21)).body()).contains("1 series refused");
  }

  private void start(String serverKeys, String limits) throws Exception {
    running =
        RunningGateway.limited(
            directory, store, serverKeys, limits, nanos::get, PipelinePool.of(2));
  }

  private RunningGateway gateway() {
    return requireNonNull(running);
  }

  private HttpResponse<String> write(byte[] body) throws IOException {
    return gateway().write(body, RW1);
  }

  private HttpResponse<String> writeAsBeta(byte[] body) throws IOException {
    return gateway().writeAs("other", body, RW1);
  }

  private CompletableFuture<HttpResponse<String>> later(byte[] body) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return write(body);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }

  /** A connection whose head announces a body of so many bytes, none of which has come yet. */
  private Socket slowBody(String token, int length) throws IOException {
    var socket = new Socket(gateway().tenants().getHost(), gateway().tenants().getPort());
    socket.setSoTimeout(10_000);
    var head =
        """
        POST /api/v1/write HTTP/1.1
        Host: gateway
        Content-Type: application/x-protobuf
        Content-Encoding: snappy
        Authorization: Bearer %s
        Content-Length: %d

        """
            .formatted(token, length)
            .replace("\n", "\r\n");
    socket.getOutputStream().write(head.getBytes(ISO_8859_1));
    return socket;
  }

  /** The answer's lines, up to its text. */
  private static List<String> lines(Socket socket) throws IOException {
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    var lines = new ArrayList<String>();
    for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      lines.add(line);
    }
    lines.add(String.valueOf(in.readLine()));
    return lines;
  }

  private static int retryAfter(HttpResponse<String> answer) {
    return Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow());
  }

  private void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void passTicks(int count) {
    for (int i = 0; i < count; i++) {
      advance(Duration.ofMinutes(20).dividedBy(16));
      gateway().gateway().housekeeping().sweep().await();
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Connections that are closed together. */
  private static final class Sockets implements AutoCloseable {
    private final List<Socket> open = new ArrayList<>();

    void add(Socket socket) {
      open.add(socket);
    }

    @Override
    public void close() throws IOException {
      for (var socket : open) {
        socket.close();
      }
    }
  }
}

package io.promferry.loadtests.driver;

import static io.promferry.loadtests.driver.ScriptedServer.answer;
import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DriverTest {
  private static final Duration DRAIN = Duration.ofSeconds(60);

  /** In which one body of each tenant is due. */
  private static final Duration ONE_SCRAPE = Plans.INTERVAL;

  private final Told told = new Told();

  @Test
  void sendsWhatAPrometheusSends() throws Exception {
    try (var server = ScriptedServer.taking()) {
      drive(server, Plans.load(1, 1), 1);

      var seen = server.seen().getFirst();
      assertThat(seen.body()).isEqualTo(new PlainBody.Read(0, 0, Plans.FIRST, 0));
      assertThat(seen.headers())
          .containsEntry("content-type", "application/x-protobuf")
          .containsEntry("content-encoding", "snappy")
          .containsEntry("user-agent", "Prometheus/3.14.0")
          .containsEntry("x-prometheus-remote-write-version", "0.1.0")
          .containsEntry("authorization", "Bearer " + LoadTenants.entry(0).token())
          .doesNotContainKey("retry-attempt");
    }
  }

  @Test
  void saysThatItWritesTheSecondVersion() throws Exception {
    try (var server = ScriptedServer.taking()) {
      var load = Load.of(1, 10, Plans.INTERVAL, WriteProtocol.RW2);
      drive(server, load, 1);

      assertThat(server.seen().getFirst().headers())
          .containsEntry(
              "content-type", "application/x-protobuf;proto=io.prometheus.write.v2.Request")
          .containsEntry("x-prometheus-remote-write-version", "2.0.0");
    }
  }

  @Test
  void triesABodyAgainUntilItIsTakenAndAcknowledgesItOnce() throws Exception {
    try (var server =
        new ScriptedServer((number, _, request) -> answer(request, number < 3 ? 503 : 204))) {
      var figures = drive(server, Plans.load(1, 1), 1);

      assertThat(told.events()).containsExactly("sending 0/0@0", "acknowledged 0/0@0");
      assertThat(server.seen())
          .extracting(seen -> seen.headers().getOrDefault("retry-attempt", "0"))
          .containsExactly("0", "1", "2", "3");
      assertThat(figures.answers()).isEqualTo(Map.of("503", 3L, "204", 1L));
      assertThat(figures.samplesAcknowledged()).isEqualTo(10).isEqualTo(figures.samplesDue());
    }
  }

  @Test
  void triesAgainAfterAConnectionIsReset() throws Exception {
    try (var server =
        new ScriptedServer((number, _, request) -> {
          if (number == 0) {
            request.connection().close();
          } else {
            answer(request, 204);
          }
        })) {
      var figures = drive(server, Plans.load(1, 1), 1);

      assertThat(told.events()).containsExactly("sending 0/0@0", "acknowledged 0/0@0");
      assertThat(figures.answers()).hasSize(2).containsEntry("204", 1L);
      assertThat(server.seen()).extracting(ScriptedServer.Seen::connection).doesNotHaveDuplicates();
    }
  }

  @Test
  void triesAgainUntilThereIsAServer() throws Exception {
    var gone = ScriptedServer.taking();
    var address = gone.address();
    gone.close();

    try (var driver =
        Driver.start(
            Plans.of(Plans.load(1, 1), Pace.EVEN, ONE_SCRAPE, address, true),
            Plans.bodies(1, 1),
            Plans.NO_CHURN,
            told)) {
      await().until(() -> driver.figures().answers().getOrDefault("refused", 0L) > 1);
    }
    assertThat(told.events()).containsExactly("sending 0/0@0");
  }

  @Test
  void tellsOfABodyThatIsRefusedForGood() throws Exception {
    try (var server = new ScriptedServer((_, _, request) -> answer(request, 400))) {
      var figures = drive(server, Plans.load(1, 1), 1);

      assertThat(told.events()).containsExactly("sending 0/0@0", "dropped for 400 0/0@0");
      assertThat(figures.bodiesDropped()).isEqualTo(1);
      assertThat(figures.samplesAcknowledged()).isZero();
    }
  }

  @Test
  void readsHowLongTheServerAsksItToWait() throws Exception {
    try (var server =
            new ScriptedServer((_, _, request) ->
                request.response().putHeader("Retry-After", "3600").setStatusCode(503).end());
        var driver = start(server, Plans.load(1, 1), 1)) {
      await().until(() -> driver.figures().answers().containsKey("503"));
      driver.finish(Duration.ofMillis(200));

      assertThat(server.seen()).hasSize(1);
    }
  }

  @Test
  void keepsOneConnectionForEachShardAndTheOrderOnIt() throws Exception {
    try (var server = ScriptedServer.taking()) {
      drive(server, Plans.load(2, 2), 8);

      assertThat(server.seen()).hasSize(16);
      assertThat(server.seen().stream().map(ScriptedServer.Seen::connection).collect(toSet()))
          .hasSize(4);
      for (var connection : server.seen()) {
        assertThat(numbersOn(server, connection.connection())).isSorted();
      }
    }
  }

  @Test
  void goesOnBecomingDueWhileTheServerHoldsItsAnswers() throws Exception {
    Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
    try (var server = new ScriptedServer((_, _, request) -> held.add(request));
        var driver = start(server, Plans.load(1, 1), 8)) {
      await().until(() -> driver.figures().samplesDue() == 80);
      assertThat(server.seen()).hasSize(1);
      assertThat(driver.figures().samplesAcknowledged()).isZero();
    }
  }

  @Test
  void givesUpWhatIsOutstandingWhenTheDrainIsOver() throws Exception {
    try (var server = new ScriptedServer((_, _, _) -> {});
        var driver = start(server, Plans.load(1, 1), 1)) {
      var figures = driver.finish(Duration.ZERO);

      assertThat(figures.samplesDue()).isEqualTo(10);
      assertThat(figures.samplesAcknowledged()).isZero();
      assertThat(told.events()).containsExactly("sending 0/0@0");
    }
  }

  @Test
  void hasEveryOneOfTwoThousandTenantsWrite() throws Exception {
    try (var server = ScriptedServer.taking()) {
      var figures = drive(server, Plans.load(2000, 1), 1);

      assertThat(figures.bodiesAcknowledged()).isEqualTo(2000);
      assertThat(figures.latencyMicros().getTotalCount()).isEqualTo(2000);
      assertThat(server.seen().stream().map(seen -> seen.headers().get("authorization")))
          .doesNotHaveDuplicates()
          .hasSize(2000);
    }
  }

  @Test
  void leavesNoThreads() throws Exception {
    try (var server = ScriptedServer.taking()) {
      var before = threads();
      var driver = start(server, Plans.load(1, 1), 1);
      assertThat(threads()).isNotEqualTo(before);
      driver.close();

      await().untilAsserted(() -> assertThat(before).containsAll(threads()));
    }
  }

  @Test
  void failsWhenTheOneWhoIsToldFails() throws Exception {
    var broken = new IllegalStateException("broken books");
    try (var server = ScriptedServer.taking();
        var driver =
            Driver.start(
                Plans.of(Plans.load(1, 1), Pace.EVEN, ONE_SCRAPE, server.address(), true),
                Plans.bodies(1, 1),
                Plans.NO_CHURN,
                new Failing(broken))) {
      assertThatThrownBy(() -> driver.finish(DRAIN)).hasCause(broken);
    }
  }

  private record Failing(RuntimeException failure) implements Deliveries {
    @Override
    public void sending(int tenant, BodyTemplate body, long timestamp, int generation) {}

    @Override
    public void acknowledged(int tenant, BodyTemplate body, long timestamp, int generation) {
      throw failure;
    }

    @Override
    public void dropped(
        int tenant, BodyTemplate body, long timestamp, int generation, int status) {}
  }

  private DriverFigures drive(ScriptedServer server, Load load, int bodies) {
    try (var driver = start(server, load, bodies)) {
      return driver.finish(DRAIN);
    }
  }

  private Driver start(ScriptedServer server, Load load, int bodies) {
    return Driver.start(
        Plans.of(load, Pace.EVEN, ONE_SCRAPE, server.address(), true),
        Plans.bodies(bodies, load.shards()),
        Plans.NO_CHURN,
        told);
  }

  private static List<Integer> numbersOn(ScriptedServer server, String connection) {
    return server.seen().stream()
        .filter(seen -> seen.connection().equals(connection))
        .map(seen -> seen.body().number())
        .toList();
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains("vert.x") || thread.getName().contains("vertx"))
        .sorted(comparingLong(Thread::threadId))
        .toList();
  }
}

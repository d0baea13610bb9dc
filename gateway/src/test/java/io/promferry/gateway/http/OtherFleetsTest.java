package io.promferry.gateway.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.gateway.config.ClientAuthorization;
import io.promferry.gateway.config.PeersConfig;
import io.promferry.gateway.peers.PeerClient;
import io.promferry.gateway.status.SettableClock;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replicas on the loopback, one with two addresses, all on one port; at one address is none. */
@Timeout(value = 60, unit = SECONDS)
class OtherFleetsTest {
  private static final List<String> ADDRESSES =
      List.of("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.9");
  private static final Instant START = Instant.parse("2026-01-02T09:12:00Z");

  private final Vertx vertx = Vertx.vertx();
  private final SettableClock clock = new SettableClock(START);
  private final AtomicInteger asksOfSelf = new AtomicInteger();
  private volatile String answer = fleet("b").json().toString();
  private PeerClient peers;
  private OtherFleets others;

  @BeforeEach
  void start() {
    var self =
        vertx
            .createHttpServer()
            .requestHandler(request -> {
              asksOfSelf.incrementAndGet();
              request.response().end(fleet("a").json());
            })
            .listen(0, ADDRESSES.get(0))
            .await();
    for (var address : ADDRESSES.subList(1, 3)) {
      vertx
          .createHttpServer()
          .requestHandler(request -> request.response().end(answer))
          .listen(self.actualPort(), address)
          .await();
    }
    var config =
        new PeersConfig(
            "gateways",
            self.actualPort(),
            Duration.ofSeconds(2),
            new ClientAuthorization.None(),
            null);
    peers =
        new PeerClient(
            config, clock, vertx, _ -> ADDRESSES.stream().map(InetAddress::ofLiteral).toList());
    others = new OtherFleets("process-a", peers, clock, vertx);
  }

  @AfterEach
  void close() throws TimeoutException {
    peers.close();
    vertx.close().await(5, SECONDS);
  }

  @Test
  void tellsWhoAnswersAndWhoDoesNot() {
    var heard = others.ask().await();

    assertThat(heard).extracting(Heard::name).containsExactly("127.0.0.9", "b");
    assertThat(heard).extracting(Heard::isReached).containsExactly(false, true);
    assertThat(heard.getFirst().problem()).contains("refused");
    assertThat(heard.getFirst().since()).isEqualTo(START);
  }

  @Test
  void asksItselfOnlyOnce() {
    others.ask().await();
    others.ask().await();

    assertThat(asksOfSelf).hasValue(1);
  }

  @Test
  void knowsSinceWhenOneIsAway() {
    others.ask().await();
    clock.advance(Duration.ofMinutes(3));
    others.ask().await();

    assertThat(others.ask().await().getFirst().since()).isEqualTo(START);
  }

  @Test
  void takesWhatWasToldLastForAWhile() {
    others.ask().await();
    answer = "rubbish";

    assertThat(b().isReached()).isTrue();
    clock.advance(Duration.ofSeconds(6));
    await().until(() -> !b().isReached());

    assertThat(b().problem()).isEqualTo("did not answer as a replica does");
    assertThat(b().name()).isEqualTo("b");

    answer = fleet("b").json().toString();
    await().until(() -> b().isReached());
    assertThat(b().since()).isEqualTo(START.plusSeconds(6));
  }

  @Test
  void passesAQuestionOnToThoseThatAnswer() {
    others.ask().await();

    assertThat(others.answers("/api/v1/tenants").await())
        .extracting(Object::toString)
        .containsExactly(answer);
  }

  private Heard b() {
    return others.ask().await().getLast();
  }

  private static ReplicaFleet fleet(String name) {
    return new ReplicaFleet("process-" + name, new JsonObject().put("replica", name), Map.of());
  }
}

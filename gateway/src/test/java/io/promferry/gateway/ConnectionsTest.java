package io.promferry.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many connections there may be and how long they live, over real sockets. */
class ConnectionsTest {
  @TempDir private Path directory;
  private final ScriptedStore store = ScriptedStore.answering(204);

  // Each test starts its own.
  @SuppressWarnings("NullAway.Init")
  private RunningGateway gateway;

  ConnectionsTest() throws IOException {}

  private void start(String keys) throws Exception {
    gateway = RunningGateway.start(directory, store, keys);
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    store.close();
  }

  @Test
  void leavesOneAddressItsShareOfTheConnectionsAndNoMore() throws Exception {
    start("connections: 10");
    var held = new ArrayList<RawConnection>();
    try (var log = LogEvents.of("io.promferry.gateway.accept.Refusals")) {
      for (int i = 0; i < 5; i++) {
        held.add(RawConnection.open(gateway));
        assertThat(held.getLast().sendWrite().status()).isEqualTo(204);
      }
      for (int i = 0; i < 3; i++) {
        try (var refused = RawConnection.open(gateway)) {
          assertThat(refused.isClosedByTheOtherSide()).isTrue();
        }
      }
      assertThat(log.texts()).singleElement().asString().contains("connections refused");
    }
    assertThat(gateway.metric("promferry_refused_connections_total", "no_place")).isEqualTo(3);
    assertThat(gateway.metric("promferry_connections ")).isEqualTo(5);

    held.removeLast().close();

    await().until(() -> gateway.metric("promferry_connections ") == 4);
    try (var next = RawConnection.open(gateway)) {
      assertThat(next.sendWrite().status()).isEqualTo(204);
    }
    closeAll(held);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /api/v1/wri", "POST /api/v1/write HTTP/1.1\r\nHost: gatew"})
  void closesOnAHeadThatDoesNotEndAlsoAfterAnotherRequest(String begun) throws Exception {
    start("body-timeout: 1s, idle-timeout: 60s");
    try (var connection = RawConnection.open(gateway)) {
      assertThat(connection.sendWrite().status()).isEqualTo(204);
      connection.send(begun);

      assertThat(connection.isClosedByTheOtherSide()).isTrue();
    }
  }

  @Test
  void keepsAConnectionThatIsIdleBetweenRequests() throws Exception {
    start("body-timeout: 500ms, idle-timeout: 60s");
    try (var idle = RawConnection.open(gateway);
        var silent = RawConnection.open(gateway)) {
      assertThat(idle.sendWrite().status()).isEqualTo(204);
      // It is closed after the same time: so much has passed then.
      assertThat(silent.isClosedByTheOtherSide()).isTrue();
      try (var another = RawConnection.open(gateway)) {
        assertThat(another.isClosedByTheOtherSide()).isTrue();
      }

      assertThat(idle.sendWrite().status()).isEqualTo(204);
    }
  }

  @Test
  void closesAConnectionThatIsIdleTooLong() throws Exception {
    start("idle-timeout: 1s");
    try (var connection = RawConnection.open(gateway)) {
      assertThat(connection.sendWrite().status()).isEqualTo(204);

      assertThat(connection.isClosedByTheOtherSide()).isTrue();
    }
  }

  @Test
  void tellsAnOldConnectionWithItsAnswerThatItIsTheLast() throws Exception {
    start("max-connection-age: 1s");
    try (var connection = RawConnection.open(gateway)) {
      var heads = new ArrayList<String>();
      do {
        heads.add(connection.sendWrite().head());
      } while (!heads.getLast().toLowerCase(Locale.ROOT).contains("connection: close"));

      assertThat(heads).allMatch(head -> head.startsWith("HTTP/1.1 204"));
      assertThat(connection.isClosedByTheOtherSide()).isTrue();
    }
  }

  /** However busy it looks. */
  @Test
  void closesAnOldConnectionThatBringsNoRequest() throws Exception {
    start("max-connection-age: 500ms, idle-timeout: 1s, body-timeout: 60s");
    try (var connection = RawConnection.open(gateway)) {
      assertThat(connection.sendWrite().status()).isEqualTo(204);
      connection.send("POST /api/v1/write HTTP/1.1\r\nX: ");

      await()
          .until(() -> {
            try {
              connection.send("x");
              return false;
            } catch (SocketException closed) {
              return true;
            }
          });
    }
  }

  @Test
  void givesTheBudgetBackWhenAClientGoesInMidBody() throws Exception {
    start("body-timeout: 60s");
    try (var connection = RawConnection.open(gateway)) {
      connection.send(Writes.head(50_000)).send(new byte[1000]);
      await().until(() -> gateway.metric("promferry_inflight_bytes ") == 50_000);
    }

    await().until(() -> gateway.metric("promferry_inflight_bytes ") == 0);
    assertThat(gateway.metric("client_gone")).isEqualTo(1);
  }

  /** None of them closes its connection by itself. */
  @Test
  void staysCheapWhenManyAreRefusedBeforeTheirBodiesAreRead() throws Exception {
    start("idle-timeout: 60s");
    var stranger = new String(Writes.head(30_000_000), ISO_8859_1).replace("secret", "wrong");
    var refused = new ArrayList<RawConnection>();
    for (int i = 0; i < 500; i++) {
      refused.add(RawConnection.open(gateway).send(stranger));
    }
    try (var acme = RawConnection.open(gateway)) {
      assertThat(acme.sendWrite().status()).isEqualTo(204);
    }
    for (var connection : refused) {
      assertThat(connection.head()).startsWith("HTTP/1.1 401");
    }
    assertThat(gateway.metric("promferry_inflight_bytes ")).isZero();

    await().until(() -> gateway.metric("promferry_connections ") == 0);
    closeAll(refused);
  }

  @Test
  void letsWhoeverHasAWrongTokenWaitForEachAnswer() throws Exception {
    start("idle-timeout: 60s");
    var stranger = new String(Writes.head(0), ISO_8859_1).replace("secret", "wrong");
    long start = System.nanoTime();
    try (var connection = RawConnection.open(gateway).send(stranger)) {
      assertThat(connection.head()).startsWith("HTTP/1.1 401");
    }
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(500_000_000L);
  }

  private static void closeAll(List<RawConnection> connections) throws IOException {
    for (var connection : connections) {
      connection.close();
    }
  }
}

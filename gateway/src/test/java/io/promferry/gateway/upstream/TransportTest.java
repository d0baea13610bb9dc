package io.promferry.gateway.upstream;

import static java.time.Duration.ofMillis;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.upstream.Transport.Attributes;
import io.promferry.gateway.wire.WriteVersion;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TransportTest extends TransportTests {
  private static final InetAddress TWO = InetAddress.ofLiteral("127.0.0.2");
  private static final InetAddress THREE = InetAddress.ofLiteral("127.0.0.3");

  @Test
  void sendsTheHeadersOfTheFirstVersionAndNoOther() throws Exception {
    try (var store = FakeStore.start(vertx)) {
      assertThat(write(transport(url(store), ""))).isEqualTo(204);

      assertThat(store.received().getFirst().headers())
          .containsExactlyInAnyOrder(
              entry("Content-Type", "application/x-protobuf"),
              entry("Content-Encoding", "snappy"),
              entry("X-Prometheus-Remote-Write-Version", "0.1.0"),
              entry("User-Agent", "promferry/test"),
              entry("host", "127.0.0.1:" + store.port()),
              entry("content-length", "4"));
    }
  }

  @Test
  void sendsTheHeadersOfTheSecondVersionWithTheAttempt() throws Exception {
    try (var store = FakeStore.start(vertx)) {
      write(
          transport(url(store), ""),
          new Attributes(ACME.tenant(), WriteVersion.RW2, OptionalInt.of(3)));

      assertThat(store.received().getFirst().headers())
          .contains(
              entry("Content-Type", "application/x-protobuf;proto=io.prometheus.write.v2.Request"),
              entry("X-Prometheus-Remote-Write-Version", "2.0.0"),
              entry("Retry-Attempt", "3"));
    }
  }

  @Test
  void fillsInTheNamesOfWhoeverWrote() throws Exception {
    try (var store = FakeStore.start(vertx)) {
      var transport =
          transport(
              "http://127.0.0.1:" + store.port() + "/{tenant}/push?of={vpc}",
              "headers: {X-Scope-OrgID: \"{tenant}-{vpc}\", X-Fixed: yes}");

      write(transport);
      write(
          transport,
          new Attributes(new TenantId("beta", "b.vpc"), WriteVersion.RW1, OptionalInt.empty()));

      assertThat(store.received())
          .extracting(FakeStore.Received::uri)
          .containsExactly("/acme/push?of=vpc-a", "/beta/push?of=b.vpc");
      assertThat(store.received())
          .extracting(received -> received.header("X-Scope-OrgID"))
          .containsExactly("acme-vpc-a", "beta-b.vpc");
      assertThat(store.received().getFirst().header("X-Fixed")).isEqualTo("yes");
    }
  }

  @Test
  void namesTheHostOfTheUrlWhicheverAddressItUses() throws Exception {
    try (var store = FakeStore.start(vertx, "127.0.0.2", 0)) {
      write(transport("http://central:" + store.port(), "", List.of(TWO)));

      assertThat(store.received().getFirst().header("host")).isEqualTo("central:" + store.port());
      assertThat(store.received().getFirst().uri()).isEqualTo("/");
    }
  }

  @Test
  void showsTheTokenThatTheFileHoldsNow() throws Exception {
    var token = Files.writeString(directory.resolve("central.token"), "first\n");
    try (var store = FakeStore.start(vertx)) {
      var transport =
          transport(
              url(store),
              "authorization: {bearer-token-file: central.token}",
              _ -> List.of(),
              ofMillis(20));
      write(transport);
      Files.writeString(token, "second\n");

      await()
          .until(() -> {
            write(transport);
            return store.received().getLast().header("Authorization").equals("Bearer second");
          });
      assertThat(store.received().getFirst().header("Authorization")).isEqualTo("Bearer first");
    }
  }

  @Test
  void showsUserNameAndPassword() throws Exception {
    Files.writeString(directory.resolve("central.password"), "päss:word\r\n");
    try (var store = FakeStore.start(vertx)) {
      write(
          transport(
              url(store),
              "authorization: {basic: {username: u, password-file: central.password}}"));

      assertThat(store.received().getFirst().header("Authorization"))
          .isEqualTo("Basic dTpww6Rzczp3b3Jk");
    }
  }

  @Test
  void sendsNothingWithoutAUsableToken() throws Exception {
    Files.writeString(directory.resolve("central.token"), "two\nlines");
    try (var store = FakeStore.start(vertx)) {
      var refusal =
          refusal(transport(url(store), "authorization: {bearer-token-file: central.token}"));

      assertThat(refusal.reason()).isEqualTo("credentials");
      assertThat(refusal).hasMessageContaining("central").hasMessageNotContaining("lines");
      assertThat(store.received()).isEmpty();
    }
  }

  @Test
  void doesNotFollowARedirect() throws Exception {
    try (var store = FakeStore.start(vertx)) {
      store.answers(307);

      assertThat(write(transport(url(store), ""))).isEqualTo(307);
      assertThat(store.received()).hasSize(1);
    }
  }

  @Test
  void usesTheAddressesOfAHostInTurn() throws Exception {
    try (var two = FakeStore.start(vertx, "127.0.0.2", 0);
        var three = FakeStore.start(vertx, "127.0.0.3", two.port())) {
      var transport = transport("http://central:" + two.port(), "", List.of(TWO, THREE));

      for (int i = 0; i < 10; i++) {
        write(transport);
      }

      assertThat(two.received()).hasSize(5);
      assertThat(three.received()).hasSize(5);
    }
  }

  @Test
  void losesOneConnectionAttemptToADeadAddressEveryFewSeconds() throws Exception {
    try (var three = FakeStore.start(vertx, "127.0.0.3", 0)) {
      var transport = transport("http://central:" + three.port(), "", List.of(TWO, THREE));

      assertThat(outcomes(transport, 6)).containsExactly("refused", "", "", "", "", "");
      nanos.addAndGet(Duration.ofSeconds(5).toNanos());
      assertThat(outcomes(transport, 6)).containsOnlyOnce("refused");
    }
  }

  @Test
  void avoidsAnAddressWhoseConnectionBroke() throws Exception {
    try (var two = FakeStore.start(vertx, "127.0.0.2", 0);
        var three = FakeStore.start(vertx, "127.0.0.3", two.port())) {
      var transport = transport("http://central:" + two.port(), "", List.of(TWO, THREE));
      transport
          .connect(ACME)
          .compose(request -> request.connection().close().map(request))
          .onSuccess(transport::failed)
          .await(5, TimeUnit.SECONDS);

      write(transport);
      write(transport);

      assertThat(two.received()).isEmpty();
      assertThat(three.received()).hasSize(2);
    }
  }

  @Test
  void refusesAtOnceWhatNoConnectionAndNoPlaceInTheQueueIsLeftFor() throws Exception {
    try (var store = FakeStore.start(vertx)) {
      store.fallsSilent();
      var transport = transport(url(store), "connections: 1, timeout: 2s");
      sent(transport, ACME);
      await().until(() -> store.received().size() == 1);

      var waiting = List.of(transport.connect(ACME), transport.connect(ACME));

      await().atMost(ofMillis(1500)).until(() -> waiting.stream().anyMatch(Future::isComplete));
      assertThat(waiting).filteredOn(Future::isComplete).hasSize(1);
      await().until(() -> waiting.stream().allMatch(Future::isComplete));
      assertThat(waiting)
          .extracting(done -> ((NotSentException) done.cause()).reason())
          .containsExactly("pool_full", "pool_full");
    }
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    int port;
    try (var store = FakeStore.start(vertx)) {
      port = store.port();
    }

    var refusal = refusal(transport("http://127.0.0.1:" + port, ""));

    assertThat(refusal.reason()).isEqualTo("refused");
    assertThat(refusal).hasMessage("upstream central refuses connections");
  }

  @Test
  void saysThatNobodyAnswers() throws Exception {
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var fillers = new ArrayList<Socket>();
      try {
        while (connects(full, fillers)) {}

        assertThat(refusal(transport("http://127.0.0.1:" + full.getLocalPort(), "timeout: 400ms")))
            .extracting(NotSentException::reason)
            .isEqualTo("connect_timeout");
      } finally {
        for (var filler : fillers) {
          filler.close();
        }
      }
    }
  }

  @Test
  void saysThatTheNameIsUnknownUntilItIsKnown() throws Exception {
    try (var store = FakeStore.start(vertx, "127.0.0.2", 0)) {
      var known = new AtomicReference<>(List.<InetAddress>of());
      var transport =
          transport(
              "http://central:" + store.port(),
              "",
              host -> {
                if (known.get().isEmpty()) {
                  throw new UnknownHostException(host);
                }
                return known.get();
              },
              Duration.ofHours(1));

      assertThat(refusal(transport).reason()).isEqualTo("unresolved");
      known.set(List.of(TWO));
      assertThat(write(transport)).isEqualTo(204);
    }
  }

  @Test
  void takesTheShortestTimeoutThatCanBeConfigured() throws Exception {
    assertThat(PooledClient.connectTimeout(config("http://127.0.0.1", "timeout: 1ms")))
        .isEqualTo(ofMillis(1));
  }

  @Test
  void sendsNothingWhenClosed() throws Exception {
    try (var store = FakeStore.start(vertx)) {
      var transport = transport(url(store), "");
      transport.close(Duration.ZERO).await(5, TimeUnit.SECONDS);

      assertThat(refusal(transport).reason()).isEqualTo("closed");
    }
  }

  private static boolean connects(ServerSocket full, List<Socket> fillers) throws Exception {
    var socket = new Socket();
    fillers.add(socket);
    try {
      socket.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()), 200);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  /** The reasons of the failed ones; an empty text for a write that went through. */
  private static List<String> outcomes(Transport transport, int writes) throws TimeoutException {
    var outcomes = new ArrayList<String>();
    for (int i = 0; i < writes; i++) {
      outcomes.add(
          sent(transport, ACME)
              .map("")
              .otherwise(cause -> ((NotSentException) cause).reason())
              .await(5, TimeUnit.SECONDS));
    }
    return outcomes;
  }

  private static String url(FakeStore store) {
    return "http://127.0.0.1:" + store.port() + "/api/v1/write";
  }
}

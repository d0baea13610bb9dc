package io.promferry.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.gateway.Certificates;
import io.promferry.gateway.LogEvents;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransportTlsTest extends TransportTests {
  private static final List<InetAddress> LOOPBACK = List.of(InetAddress.ofLiteral("127.0.0.1"));

  private Certificates authority;

  @BeforeEach
  void writeAuthority() throws Exception {
    authority = Certificates.newAuthority();
    authority.writeTo(directory.resolve("ca.crt"));
  }

  @Test
  void trustsTheConfiguredAuthorityAndAsksForTheUrlsHost() throws Exception {
    try (var store = FakeStore.startTls(vertx, authority.issue("central"))) {
      assertThat(write(transport(store, "central", "ca: ca.crt"))).isEqualTo(204);

      assertThat(store.received().getFirst().serverName()).isEqualTo("central");
    }
  }

  @Test
  void checksAndAsksForTheServerNameInPlaceOfTheHost() throws Exception {
    try (var store = FakeStore.startTls(vertx, authority.issue("store.internal"))) {
      write(transport(store, "central", "ca: ca.crt, server-name: store.internal"));

      assertThat(store.received().getFirst().serverName()).isEqualTo("store.internal");
      assertThat(store.received().getFirst().header("host")).isEqualTo("central:" + store.port());
    }
  }

  @Test
  void sendsNothingToAStoreOfAnotherName() throws Exception {
    try (var store = FakeStore.startTls(vertx, authority.issue("other"))) {
      assertRefused(
          transport(store, "central", "ca: ca.crt"),
          "its certificate is not for the name that was asked for");
      assertThat(store.received()).isEmpty();
    }
  }

  @Test
  void sendsNothingToAStoreOfAnotherAuthority() throws Exception {
    try (var store = FakeStore.startTls(vertx, Certificates.newAuthority().issue("central"))) {
      assertRefused(
          transport(store, "central", "ca: ca.crt"),
          "its certificate is not signed by a CA that the gateway trusts");
      assertThat(store.received()).isEmpty();
    }
  }

  @Test
  void trustsNoAuthorityOfItsOwnAccord() throws Exception {
    try (var store = FakeStore.startTls(vertx, authority.issue("central"))) {
      assertRefused(
          transport(store, "central", ""),
          "its certificate is not signed by a CA that the gateway trusts");
    }
  }

  @Test
  void saysThatACertificateHasExpired() throws Exception {
    try (var store = FakeStore.startTls(vertx, authority.issueExpired("central"))) {
      assertRefused(transport(store, "central", "ca: ca.crt"), "its certificate has expired");
    }
  }

  @Test
  void saysThatAStoreDoesNotSpeakTls() throws Exception {
    try (var store = FakeStore.start(vertx)) {
      assertRefused(transport(store, "central", "ca: ca.crt"), "it does not speak TLS");
    }
  }

  @Test
  void showsItsCertificateToAStoreThatWantsOne() throws Exception {
    var clients = Certificates.newAuthority();
    Certificates.write(clients.issue("gateway"), directory, "gateway");
    try (var store = FakeStore.startTls(vertx, authority.issue("central"), clients)) {
      assertThat(
              write(
                  transport(
                      store, "central", "ca: ca.crt, certificate: gateway.crt, key: gateway.key")))
          .isEqualTo(204);
    }
  }

  /** In TLS 1.3 a store refuses only after the gateway has taken the handshake for complete. */
  @Test
  void saysOnceThatAStoreWantsACertificate() throws Exception {
    try (var log = LogEvents.of(Transport.class);
        var store = FakeStore.startTls(vertx, authority.issue("central"), authority)) {
      var transport = transport(store, "central", "ca: ca.crt");

      await()
          .until(() -> {
            assertThat(outcome(transport)).isEqualTo("failed");
            return !log.texts().isEmpty();
          });
      outcome(transport);

      assertThat(log.texts())
          .singleElement()
          .asString()
          .contains("upstream broke a TLS connection", "certificate_required");
      assertThat(store.received()).isEmpty();
    }
  }

  @Test
  void takesOverAnAuthorityThatIsReplacedWhileItRuns() throws Exception {
    var next = Certificates.newAuthority();
    try (var store = FakeStore.startTls(vertx, next.issue("central"))) {
      var transport = transport(store, "central", "ca: ca.crt");
      assertThat(refusal(transport).reason()).isEqualTo("tls");
      next.writeTo(directory.resolve("ca.crt"));

      transport.recheckFiles();

      await().until(() -> outcome(transport).equals("sent"));
    }
  }

  @Test
  void takesOverACertificateThatIsReplacedWhileItRuns() throws Exception {
    var clients = Certificates.newAuthority();
    Certificates.write(authority.issue("gateway"), directory, "gateway");
    try (var store = FakeStore.startTls(vertx, authority.issue("central"), clients)) {
      var transport =
          transport(store, "central", "ca: ca.crt, certificate: gateway.crt, key: gateway.key");
      assertThat(outcome(transport)).isNotEqualTo("sent");
      Certificates.write(clients.issue("gateway"), directory, "gateway");

      transport.recheckFiles();

      await().until(() -> outcome(transport).equals("sent"));
    }
  }

  @Test
  void startsWithUnusableFilesAndRecovers() throws Exception {
    Files.writeString(directory.resolve("ca.crt"), "not yet");
    try (var store = FakeStore.startTls(vertx, authority.issue("central"))) {
      var transport = transport(store, "central", "ca: ca.crt");
      assertThat(refusal(transport))
          .hasMessage("the files for upstream central cannot be used: ca is not PEM certificates");
      authority.writeTo(directory.resolve("ca.crt"));

      transport.recheckFiles();

      await().until(() -> outcome(transport).equals("sent"));
    }
  }

  private static String outcome(Transport transport) throws TimeoutException {
    return sent(transport, ACME).map("sent").otherwise("failed").await(5, TimeUnit.SECONDS);
  }

  private static void assertRefused(Transport transport, String why) throws Exception {
    var refusal = refusal(transport);
    assertThat(refusal.reason()).isEqualTo("tls");
    assertThat(refusal).hasMessage("no TLS connection to upstream central: " + why);
  }

  private Transport transport(FakeStore store, String host, String tls) throws Exception {
    return transport(
        "https://" + host + ":" + store.port() + "/api/v1/write",
        tls.isEmpty() ? "" : "tls: {" + tls + "}",
        LOOPBACK);
  }
}

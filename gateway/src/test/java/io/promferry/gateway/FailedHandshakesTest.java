package io.promferry.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.X509Bundle;
import io.promferry.gateway.status.Strangers;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of clients that do not get through their TLS handshake, over real sockets. */
class FailedHandshakesTest {
  private static final String TLS =
      "tls: {certificate: server.crt, key: server.key, client-ca: clients.crt}";

  /** A client whose address is that of the tests. */
  private static final String PINNED =
      """
      {name: pinned, vpc: vpc-pinned, credentials: [{certificate: {san-dns: pinned}}],
       sources: {mode: audit, addresses: [127.0.0.1]}}
      """;

  /** The same from behind a balancer. */
  private static final String BALANCED =
      """
      {name: balanced, vpc: vpc-balanced, credentials: [{certificate: {san-dns: balanced}}],
       sources: {mode: audit, addresses: [192.0.2.1]}}
      """;

  @TempDir private Path directory;
  private Certificates servers;
  private Certificates clients;
  private ScriptedStore store;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    servers = Certificates.newAuthority();
    clients = Certificates.newAuthority();
    Certificates.write(servers.issue("localhost"), directory, "server");
    clients.writeTo(directory.resolve("clients.crt"));
    store = ScriptedStore.answering(204);
    gateway = RunningGateway.of(directory, store, TLS, "", PINNED);
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    store.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void saysOfWhomACertificateHasPresumablyExpiredAndWhen(String version) throws Exception {
    var expired = clients.issueExpired("pinned");
    var end = expired.getCertificate().getNotAfter().toInstant();
    shakeHands(connect(), TlsClients.showing(expired, servers), version);
    awaitFailures("certificate_expired", 1);

    var told = told();
    var one = told.getJsonArray("unattributed").getJsonObject(0);
    assertThat(one)
        .isEqualTo(
            new JsonObject()
                .put("address", "127.0.0.1")
                .put("lastSeen", one.getString("lastSeen"))
                .put("requests", 1)
                .put("stage", "handshake")
                .put("reason", "certificate_expired")
                .put("certificateExpired", end.toString()));
    var verdict = told.getJsonArray("tenants").getJsonObject(0).getJsonObject("verdict");
    assertThat(verdict.getString("code")).isEqualTo("handshake_refused");
    assertThat(verdict.getString("severity")).isEqualTo("failing");
    assertThat(verdict.getString("text"))
        .startsWith(
            "presumably refused in the TLS handshake (its client certificate expired "
                + end.toString().substring(11, 16)
                + " UTC): 1 connection from 127.0.0.1, which is its address");
  }

  static Stream<Arguments> certificates() {
    return Stream.of(
        Arguments.argumentSet(
            "of an unknown authority",
            (Shown) _ -> Certificates.newAuthority().issue("pinned"),
            "certificate_untrusted"),
        Arguments.argumentSet(
            "for servers",
            (Shown) clients -> clients.issueForServers("pinned"),
            "certificate_untrusted"),
        Arguments.argumentSet(
            "not valid yet",
            (Shown) clients -> clients.issueNotYetValid("pinned"),
            "certificate_not_yet_valid"));
  }

  /** What a client shows; given is the authority of clients. */
  interface Shown {
    X509Bundle of(Certificates clients) throws Exception;
  }

  @ParameterizedTest
  @MethodSource("certificates")
  void saysWhatIsWrongWithACertificate(Shown shown, String reason) throws Exception {
    shakeHands(connect(), TlsClients.showing(shown.of(clients), servers), "TLSv1.3");

    awaitFailures(reason, 1);
    assertThat(stranger().getString("reason")).isEqualTo(reason);
    assertThat(stranger().getString("certificateExpired")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void tellsWhoDoesNotTrustTheGateway(String version) throws Exception {
    shakeHands(connect(), TlsClients.trusting(Certificates.newAuthority()), version);

    awaitFailures("gateway_untrusted", 1);
    assertThat(stranger().getString("reason")).isEqualTo("gateway_untrusted");
  }

  static Stream<Arguments> bytes() {
    return Stream.of(
        Arguments.argumentSet("plain HTTP", Writes.head(0), "not_tls"),
        Arguments.argumentSet("an old version", ClientHellos.TLS_1_1, "handshake"),
        Arguments.argumentSet("half a hello", new byte[] {22, 3, 1, 0, 47, 1}, "timeout"));
  }

  @ParameterizedTest
  @MethodSource("bytes")
  void tellsWhoDoesNotSpeakAsItShould(byte[] sent, String reason) throws Exception {
    try (var socket = connect()) {
      socket.getOutputStream().write(sent);
      socket.getInputStream().readAllBytes();
    }

    awaitFailures(reason, 1);
    assertThat(stranger().getString("reason")).isEqualTo(reason);
  }

  @Test
  void saysNothingOfClientsThatGetThroughOrGoAwayByThemselves() throws Exception {
    connect().close();
    try (var socket = connect()) {
      socket.getOutputStream().write(ClientHellos.TLS_1_1, 0, 6);
    }
    try (var socket = over(connect(), TlsClients.showing(clients.issue("pinned"), servers))) {
      var body = Writes.rw1(1);
      socket.getOutputStream().write(Writes.head(body.length));
      socket.getOutputStream().write(body);
      assertThat(new String(socket.getInputStream().readNBytes(12), ISO_8859_1)).contains("HTTP");
    }

    await().until(() -> gateway.metric("promferry_connections ") == 0);
    assertThat(gateway.metric("promferry_failed_handshakes_total")).isZero();
    assertThat(told().getJsonArray("unattributed").stream())
        .noneMatch(one -> ((JsonObject) one).getString("stage").equals("handshake"));
  }

  @Test
  void knowsWhoStandsBehindABalancer() throws Exception {
    gateway.close();
    gateway = RunningGateway.of(directory, store, "proxy-protocol: true, " + TLS, "", BALANCED);
    var socket = connect();
    socket
        .getOutputStream()
        .write("PROXY TCP4 192.0.2.1 192.0.2.9 1234 9201\r\n".getBytes(ISO_8859_1));
    shakeHands(socket, TlsClients.showing(clients.issueExpired("balanced"), servers), "TLSv1.3");

    awaitFailures("certificate_expired", 1);
    assertThat(stranger().getString("address")).isEqualTo("192.0.2.1");
    assertThat(told().getJsonArray("tenants").getJsonObject(0).encode())
        .contains("handshake_refused");
  }

  @Test
  void logsThatItBeginsAndNotEachTime() throws Exception {
    try (var log = LogEvents.of(Strangers.class)) {
      for (int i = 1; i <= 5; i++) {
        try (var socket = connect()) {
          socket.getOutputStream().write(Writes.head(0));
          socket.getInputStream().readAllBytes();
        }
        awaitFailures("not_tls", i);
      }
      assertThat(log.texts())
          .singleElement()
          .asString()
          .contains("address=\"127.0.0.1\"", "stage=\"handshake\"", "reason=\"not_tls\"");
    }
  }

  private void awaitFailures(String reason, int count) {
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> {
          assertThat(gateway.metric("promferry_failed_handshakes_total")).isEqualTo(count);
          assertThat(
                  gateway.metric("promferry_failed_handshakes_total", "reason=\"" + reason + "\""))
              .isEqualTo(count);
        });
  }

  private JsonObject stranger() throws IOException {
    return told().getJsonArray("unattributed").getJsonObject(0);
  }

  private JsonObject told() throws IOException {
    return new JsonObject(gateway.ask("/api/v1/tenants").body());
  }

  /** Ends with an alert, or the end of the connection. */
  private static void shakeHands(Socket connection, SSLContext context, String version)
      throws IOException {
    try (var socket = over(connection, context)) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    } catch (IOException refused) {
      assertThat(refused).isNotNull();
    }
  }

  private static SSLSocket over(Socket connection, SSLContext context) throws IOException {
    return (SSLSocket)
        context
            .getSocketFactory()
            .createSocket(connection, "localhost", connection.getPort(), true);
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.tenants().getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }
}

package io.promferry.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A balancer's header before each connection, over real sockets. */
class ProxyProtocolTest {
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
  private static final String PORTS = "04d223f1";

  @TempDir private Path directory;
  private final ScriptedStore store = ScriptedStore.answering(204);

  // Each test starts its own.
  @SuppressWarnings("NullAway.Init")
  private RunningGateway gateway;

  ProxyProtocolTest() throws IOException {}

  private void start(String keys) throws Exception {
    gateway = RunningGateway.start(directory, store, keys + ", connections: 4");
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    store.close();
  }

  static Stream<Arguments> headersOfAClient() {
    return Stream.of(
        Arguments.argumentSet("version 1, IPv4", text("PROXY TCP4 192.0.2.1 192.0.2.9 1234 9201")),
        Arguments.argumentSet(
            "version 1, IPv6", text("PROXY TCP6 2001:db8::1 2001:db8::9 1234 9201")),
        Arguments.argumentSet("version 2, IPv4", v2("2111000cc0000201c0000209" + PORTS)),
        Arguments.argumentSet(
            "version 2, IPv6",
            v2(
                "21210024"
                    + "20010db8000000000000000000000001"
                    + "20010db8000000000000000000000009"
                    + PORTS)),
        Arguments.argumentSet(
            "version 2, IPv4 and a TLV",
            v2("21110013c0000201c0000209" + PORTS + "04000400000000")));
  }

  /** Of four connections one address gets two: so it is the client's that counts. */
  @ParameterizedTest
  @MethodSource("headersOfAClient")
  void countsAConnectionByTheAddressInTheHeader(byte[] header) throws Exception {
    start("proxy-protocol: true");
    assertThatOfFourOneGetsTwo(header, text("PROXY TCP4 192.0.2.77 192.0.2.9 1234 9201"));
    assertThat(gateway.metric("promferry_refused_connections_total", "no_place")).isEqualTo(1);
  }

  static Stream<Arguments> headersOfTheBalancerItself() {
    return Stream.of(
        Arguments.argumentSet("version 1, UNKNOWN", text("PROXY UNKNOWN")),
        Arguments.argumentSet(
            "version 1, UNKNOWN with more", text("PROXY UNKNOWN ffff::1 ffff::2 1 2")),
        Arguments.argumentSet("version 2, LOCAL", v2("20000000")),
        Arguments.argumentSet(
            "version 2, LOCAL with addresses to ignore", v2("2011000cc0000201c0000209" + PORTS)),
        Arguments.argumentSet("version 2, no family", v2("21000000")));
  }

  @ParameterizedTest
  @MethodSource("headersOfTheBalancerItself")
  void countsAHealthCheckByTheBalancersAddress(byte[] header) throws Exception {
    start("proxy-protocol: true");
    assertThatOfFourOneGetsTwo(header, text("PROXY TCP4 192.0.2.1 192.0.2.9 1234 9201"));
  }

  static Stream<Arguments> badHeaders() {
    return Stream.of(
        Arguments.argumentSet("missing", Writes.head(0)),
        Arguments.argumentSet("not the right word", text("PROXX TCP4 192.0.2.1 192.0.2.9 1 2")),
        Arguments.argumentSet("an address too few", text("PROXY TCP4 192.0.2.1 1 2")),
        Arguments.argumentSet("no such address", text("PROXY TCP4 192.0.2.256 192.0.2.9 1 2")),
        Arguments.argumentSet("a name", text("PROXY TCP4 localhost 192.0.2.9 1 2")),
        Arguments.argumentSet("no such port", text("PROXY TCP4 192.0.2.1 192.0.2.9 1 65536")),
        Arguments.argumentSet("too long", text("PROXY TCP4 " + "1".repeat(200))),
        Arguments.argumentSet("too short for its family", v2("2111000800000000" + "00000000")),
        Arguments.argumentSet("no such version", v2("3111000cc0000201c0000209" + PORTS)),
        Arguments.argumentSet("no such command", v2("2f11000cc0000201c0000209" + PORTS)),
        Arguments.argumentSet("a datagram", v2("2112000cc0000201c0000209" + PORTS)),
        Arguments.argumentSet("a local socket", v2("213100d8" + "61".repeat(216))),
        Arguments.argumentSet("longer than allowed", v2("2111ffff" + "00".repeat(65_535))));
  }

  @ParameterizedTest
  @MethodSource("badHeaders")
  void closesWithoutAnAnswer(byte[] header) throws Exception {
    start("proxy-protocol: true");
    try (var connection = RawConnection.open(gateway)) {
      sendWhatIsTaken(connection, withWrite(header));

      assertThat(connection.isClosedByTheOtherSide()).isTrue();
    }
    assertThatOneIsCountedWithoutHeader();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PROXY TCP4 192."})
  void closesOnAHeaderThatDoesNotCome(String begun) throws Exception {
    start("proxy-protocol: true, body-timeout: 1s");
    try (var connection = RawConnection.open(gateway).send(begun)) {
      assertThat(connection.isClosedByTheOtherSide()).isTrue();
    }
    assertThatOneIsCountedWithoutHeader();
  }

  @Test
  void speaksTlsAfterTheHeader() throws Exception {
    var authority = Certificates.newAuthority();
    Certificates.write(authority.issue("localhost"), directory, "server");
    start("proxy-protocol: true, tls: {certificate: server.crt, key: server.key}");
    var sockets = TlsClients.trusting(authority).getSocketFactory();

    for (var header : new byte[][] {text("PROXY TCP4 192.0.2.1 192.0.2.9 1 2"), v2("20000000")}) {
      try (var connection = open(header);
          var tls = over(connection.socket(), sockets)) {
        var body = Writes.rw1(1);
        tls.getOutputStream().write(Writes.head(body.length));
        tls.getOutputStream().write(body);

        assertThat(new String(tls.getInputStream().readNBytes(12), ISO_8859_1)).endsWith("204");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("headersOfAClient")
  void takesNoHeaderWhereItIsNotSwitchedOn(byte[] header) throws Exception {
    start("proxy-protocol: false");
    try (var connection = RawConnection.open(gateway)) {
      sendWhatIsTaken(connection, withWrite(header));

      assertThat(connection.status()).isIn(0, 400);
    }
    assertThat(store.requests()).isEmpty();
  }

  /** A write may come in one piece with the header, or later. */
  private void assertThatOfFourOneGetsTwo(byte[] one, byte[] another) throws IOException {
    try (var first = open(withWrite(one));
        var second = open(one)) {
      assertThat(first.status()).isEqualTo(204);
      assertThat(second.sendWrite().status()).isEqualTo(204);
      try (var third = RawConnection.open(gateway)) {
        sendWhatIsTaken(third, withWrite(one));
        assertThat(third.isClosedByTheOtherSide()).isTrue();
      }
      try (var other = open(withWrite(another))) {
        assertThat(other.status()).isEqualTo(204);
      }
    }
    assertThat(store.requests()).hasSize(3);
  }

  /** A moment after the client knows that its connection is closed. */
  private void assertThatOneIsCountedWithoutHeader() {
    await()
        .untilAsserted(() -> {
          assertThat(gateway.metric("promferry_refused_connections_total", "proxy_header"))
              .isEqualTo(1);
          assertThat(gateway.metric("promferry_connections ")).isZero();
        });
  }

  private static Socket over(Socket socket, SSLSocketFactory sockets) throws IOException {
    return sockets.createSocket(socket, "localhost", socket.getPort(), true);
  }

  private RawConnection open(byte[] header) throws IOException {
    return RawConnection.open(gateway).send(header);
  }

  /** The gateway may close before it has all. */
  private static void sendWhatIsTaken(RawConnection connection, byte[] bytes) {
    try {
      connection.send(bytes);
    } catch (IOException closed) {
      assertThat(closed).isInstanceOf(SocketException.class);
    }
  }

  private static byte[] withWrite(byte[] header) throws IOException {
    var body = Writes.rw1(1);
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(header);
    bytes.writeBytes(Writes.head(body.length));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  private static byte[] text(String line) {
    return (line + "\r\n").getBytes(ISO_8859_1);
  }

  private static byte[] v2(String hex) {
    return HexFormat.of().parseHex(SIGNATURE + hex);
  }
}

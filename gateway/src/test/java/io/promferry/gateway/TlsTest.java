package io.promferry.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.X509Bundle;
import io.promferry.gateway.files.FileBacked;
import io.promferry.gateway.http.TenantListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tenants' listener with TLS and client certificates, over real sockets. */
class TlsTest {
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
    gateway =
        RunningGateway.start(
            directory,
            store,
            "tls: {certificate: server.crt, key: server.key, client-ca: clients.crt}");
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    store.close();
  }

  @ParameterizedTest
  @EnumSource
  void speaksTheHttpThatTheClientAsksFor(Version version) throws Exception {
    try (var client = TlsClients.http(version, TlsClients.trusting(servers))) {
      var answer = write(client);

      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(answer.version()).isEqualTo(version);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void speaksVersionsThatAreSafe(String version) throws Exception {
    try (var socket = connect(TlsClients.trusting(servers))) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();

      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
    }
  }

  /** In bytes, because the JDK's own client refuses to speak it. */
  @Test
  void refusesTls11() throws IOException, InterruptedException {
    try (var socket = plainSocket()) {
      socket.getOutputStream().write(ClientHellos.TLS_1_1);
      var answer = socket.getInputStream().readNBytes(7);

      assertThat(answer).as("a fatal alert: protocol_version").endsWith(2, 70).startsWith(21);
    }
    assertThat(gateway.metric("promferry_failed_handshakes_total")).isEqualTo(1);
  }

  @Test
  void takesTheCertificateOfAClientWhoseAuthorityItKnows() throws Exception {
    var context = TlsClients.showing(clients.issue("acme"), servers);

    assertThat(status(context)).isEqualTo(204);
  }

  @Test
  void endsTheHandshakeWithACertificateThatDoesNotVerify() throws Exception {
    for (var bad : new X509Bundle[] {servers.issue("acme"), clients.issueExpired("acme")}) {
      var context = TlsClients.showing(bad, servers);

      assertThatThrownBy(() -> status(context)).isInstanceOf(IOException.class);
    }
    assertThat(gateway.metric("promferry_failed_handshakes_total")).isPositive();
  }

  /** With the client that has a session to resume, which must not help it. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void forgetsSessionsOfAnAuthorityThatIsTakenAway(String version) throws Exception {
    var context = TlsClients.showing(clients.issue("acme"), servers);
    assertThat(statusOverSocket(context, version)).contains("204");
    assertThat(statusOverSocket(context, version)).contains("204");

    Certificates.newAuthority().writeTo(directory.resolve("clients.crt"));
    gateway.reload();

    assertThatThrownBy(() -> statusOverSocket(context, version)).isInstanceOf(IOException.class);
  }

  @Test
  void showsANewCertificateWithoutBeingTold() throws Exception {
    var next = servers.issue("localhost");
    Certificates.write(next, directory, "server");

    await().atMost(Duration.ofSeconds(15)).until(() -> shown().equals(next.getCertificate()));
  }

  @Test
  void keepsTheOldPairWhileOnlyHalfOfTheNextIsThere() throws Exception {
    var before = shown();
    var next = servers.issue("localhost");
    try (var log = LogEvents.of(FileBacked.class)) {
      Files.writeString(directory.resolve("server.crt"), next.getCertificatePathPEM());
      gateway.reload();
      gateway.reload();

      assertThat(shown()).isEqualTo(before);
      assertThat(gateway.metric("promferry_server_certificate_problems_total")).isEqualTo(1);
      assertThat(log.texts())
          .singleElement()
          .asString()
          .contains("server.tls", "key is not that of the certificate");
    }
    Files.writeString(directory.resolve("server.key"), next.getPrivateKeyPEM());
    gateway.reload();

    assertThat(shown()).isEqualTo(next.getCertificate());
  }

  @Test
  void showsWhenItsCertificateExpires() throws Exception {
    assertThat(gateway.metric("promferry_server_certificate_expiry_timestamp_seconds"))
        .isEqualTo((double) shown().getNotAfter().toInstant().getEpochSecond());
  }

  @Test
  void closesOnAClientThatDoesNotSpeakTlsAndSaysNothingAboutIt() throws Exception {
    try (var log = LogEvents.of(TenantListener.class);
        var socket = plainSocket()) {
      socket.getOutputStream().write(Writes.head(0));
      socket.getInputStream().readAllBytes();

      assertThat(log.texts()).isEmpty();
    }
    await().until(() -> gateway.metric("promferry_failed_handshakes_total") == 1);
  }

  private X509Certificate shown() throws Exception {
    try (var socket = connect(TlsClients.trusting(servers))) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private int status(SSLContext context) throws IOException {
    try (var client = TlsClients.http(Version.HTTP_2, context)) {
      return write(client).statusCode();
    }
  }

  private String statusOverSocket(SSLContext context, String version) throws IOException {
    try (var socket = connect(context)) {
      socket.setEnabledProtocols(new String[] {version});
      var body = Writes.rw1(1);
      socket.getOutputStream().write(Writes.head(body.length));
      socket.getOutputStream().write(body);
      var line = new String(socket.getInputStream().readNBytes(12), ISO_8859_1);
      if (line.isEmpty()) {
        throw new SSLException("closed without an answer");
      }
      return line;
    }
  }

  private SSLSocket connect(SSLContext context) throws IOException {
    var socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), gateway.tenants().getPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private Socket plainSocket() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.tenants().getPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private HttpResponse<String> write(HttpClient client) throws IOException {
    var request =
        HttpRequest.newBuilder(gateway.tenants().resolve("/api/v1/write"))
            .headers(Writes.with(Writes.RW1, "Authorization", "Bearer secret"))
            .POST(BodyPublishers.ofByteArray(Writes.rw1(1)))
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an answer", interrupted);
    }
  }
}

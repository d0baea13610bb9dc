package io.promferry.gateway;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients notice of connections that end for good reasons while they write: nothing. */
class TlsReplacementTest {
  private static final int REPLACEMENTS = 20;

  @TempDir private Path directory;
  private final AtomicBoolean enough = new AtomicBoolean();
  private Certificates authority;
  private ScriptedStore store;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    authority = Certificates.newAuthority();
    Certificates.write(authority.issue("localhost"), directory, "server");
    store = ScriptedStore.answering(204);
    gateway =
        RunningGateway.start(
            directory,
            store,
            "tls: {certificate: server.crt, key: server.key}, max-connection-age: 500ms");
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    store.close();
  }

  /** On connections that live half a second, so that there are always new ones. */
  @Test
  void failsNoWriteWhileCertificatesAreReplaced() throws Exception {
    var shown = new ArrayList<X509Certificate>();
    var issued = new ArrayList<X509Certificate>();
    try (var threads = Executors.newCachedThreadPool()) {
      var writers =
          Stream.of(Version.values()).map(version -> threads.submit(writer(version))).toList();
      for (int i = 0; i < REPLACEMENTS; i++) {
        var next = authority.issue("localhost");
        Certificates.write(next, directory, "server");
        gateway.reload();
        issued.add(next.getCertificate());
        shown.add(handshake());
      }
      enough.set(true);

      for (Future<List<Integer>> writer : writers) {
        assertThat(writer.get()).hasSizeGreaterThan(REPLACEMENTS).allMatch(status -> status == 204);
      }
    }
    assertThat(shown).isEqualTo(issued);
    assertThat(issued.stream().collect(toSet())).hasSize(REPLACEMENTS);
  }

  private Callable<List<Integer>> writer(Version version) {
    return () -> {
      var statuses = new ArrayList<Integer>();
      try (var client = TlsClients.http(version, TlsClients.trusting(authority))) {
        while (!enough.get()) {
          statuses.add(write(client));
        }
      }
      return statuses;
    };
  }

  private int write(HttpClient client) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(gateway.tenants().resolve("/api/v1/write"))
            .headers(Writes.with(Writes.RW1, "Authorization", "Bearer secret"))
            .POST(BodyPublishers.ofByteArray(Writes.rw1(1)))
            .build();
    return client.send(request, BodyHandlers.ofString()).statusCode();
  }

  private X509Certificate handshake() throws Exception {
    var sockets = TlsClients.trusting(authority).getSocketFactory();
    try (var socket =
        (SSLSocket)
            sockets.createSocket(InetAddress.getLoopbackAddress(), gateway.tenants().getPort())) {
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }
}

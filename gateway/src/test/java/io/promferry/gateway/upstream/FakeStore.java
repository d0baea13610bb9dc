package io.promferry.gateway.upstream;

import io.netty.pkitesting.X509Bundle;
import io.promferry.gateway.Certificates;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A store that keeps the heads of what it was sent, and answers 204 or, if told so, never. */
final class FakeStore implements AutoCloseable {
  /** The head of one request; {@code serverName} is what the handshake asked for. */
  record Received(String uri, List<Map.Entry<String, String>> headers, String serverName) {
    String header(String name) {
      return headers.stream()
          .filter(header -> header.getKey().equals(name))
          .map(Map.Entry::getValue)
          .reduce((_, _) -> "given twice")
          .orElse("absent");
    }
  }

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile int status = 204;
  private volatile boolean silent;

  private FakeStore(Vertx vertx, HttpServerOptions options) throws Exception {
    server = vertx.createHttpServer(options).requestHandler(this::answer);
    server.listen().await(5, TimeUnit.SECONDS);
  }

  static FakeStore start(Vertx vertx) throws Exception {
    return start(vertx, "127.0.0.1", 0);
  }

  static FakeStore start(Vertx vertx, String host, int port) throws Exception {
    return new FakeStore(vertx, new HttpServerOptions().setHost(host).setPort(port));
  }

  static FakeStore startTls(Vertx vertx, X509Bundle certificate) throws Exception {
    return new FakeStore(vertx, tls(certificate));
  }

  /** Wants a certificate that this authority has issued. */
  static FakeStore startTls(Vertx vertx, X509Bundle certificate, Certificates clients)
      throws Exception {
    return new FakeStore(
        vertx,
        tls(certificate)
            .setClientAuth(ClientAuth.REQUIRED)
            .setTrustOptions(
                new PemTrustOptions()
                    .addCertValue(Buffer.buffer(clients.authority().getCertificatePEM()))));
  }

  private static HttpServerOptions tls(X509Bundle certificate) {
    return new HttpServerOptions()
        .setHost("127.0.0.1")
        .setPort(0)
        .setSsl(true)
        .setSni(true)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(certificate.getCertificatePathPEM()))
                .addKeyValue(Buffer.buffer(certificate.getPrivateKeyPEM())));
  }

  int port() {
    return server.actualPort();
  }

  List<Received> received() {
    return List.copyOf(received);
  }

  void answers(int status) {
    this.status = status;
  }

  void fallsSilent() {
    silent = true;
  }

  @Override
  public void close() throws TimeoutException {
    server.close().await(5, TimeUnit.SECONDS);
  }

  private void answer(HttpServerRequest request) {
    received.add(
        new Received(
            request.uri(),
            List.copyOf(request.headers().entries()),
            String.valueOf(request.connection().indicatedServerName())));
    if (!silent) {
      request.response().setStatusCode(status).putHeader("Location", "/elsewhere").end();
    }
  }
}

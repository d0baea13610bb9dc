package io.promferry.loadtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.promferry.loadtests.peer.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** An https server of this machine that shows a key set, and at first is not there. */
final class KeyServer implements AutoCloseable {
  private final int port = FreePorts.next();
  private final X509Bundle certificate;
  private final SSLContext tls;
  private @Nullable HttpsServer running;

  private KeyServer(X509Bundle certificate, SSLContext tls) {
    this.certificate = certificate;
    this.tls = tls;
  }

  static KeyServer stopped() throws Exception {
    var certificate =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=localhost")
            .addSanDnsName("localhost")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    return new KeyServer(certificate, context(certificate));
  }

  private static SSLContext context(X509Bundle certificate) throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
    return context;
  }

  URI address() {
    return URI.create("https://localhost:" + port + "/keys");
  }

  String certificatePem() {
    return certificate.getCertificatePEM();
  }

  void start(String keySet) {
    try {
      var server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      server.createContext("/keys", exchange -> answer(exchange, keySet));
      server.start();
      running = server;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void answer(HttpExchange exchange, String keySet) throws IOException {
    try (exchange) {
      var body = keySet.getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  void stop() {
    if (running != null) {
      running.stop(0);
    }
  }

  @Override
  public void close() {
    stop();
  }
}

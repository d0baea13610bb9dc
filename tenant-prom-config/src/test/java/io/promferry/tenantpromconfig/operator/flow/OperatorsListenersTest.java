package io.promferry.tenantpromconfig.operator.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.promferry.tenantpromconfig.model.Platform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replica on the loopback, which notes what it is shown. */
class OperatorsListenersTest {
  private static final Replica REPLICA = new Replica("127.0.0.1", "pod");
  private static final String PASSWORD = "password";
  private static final Platform.Basic NO_BASIC = new Platform.Basic(null, null);

  @TempDir private Path directory;
  private final List<String> shown = new CopyOnWriteArrayList<>();
  private KeyStore identity;
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    identity = newIdentity("first");
    write("ca.crt", pem(identity));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void areShownATokenAsItsFileHoldsIt() throws IOException {
    var token = write("token", "first\n");
    try (var listeners = listeners(new Platform.AdminAccess(false, null, null, token, NO_BASIC))) {
      ask(listeners);
      write("token", "second\n");
      ask(listeners);
    }

    assertThat(shown).containsExactly("Bearer first", "Bearer second");
  }

  @Test
  void areShownANameAndAPassword() throws IOException {
    var basic = new Platform.Basic("ops", write("password", "pass:word\n"));
    try (var listeners = listeners(new Platform.AdminAccess(false, null, null, null, basic))) {
      ask(listeners);
    }

    assertThat(shown).containsExactly("Basic b3BzOnBhc3M6d29yZA==");
  }

  @Test
  void saysWhichFileCannotBeUsedAndNothingOfIt() throws IOException {
    var token = write("token", "two\nlines");
    try (var listeners = listeners(new Platform.AdminAccess(false, null, null, token, NO_BASIC))) {
      assertThatThrownBy(listeners::refresh)
          .isInstanceOf(IOException.class)
          .hasMessage(token + " must hold one line");
    }
  }

  @Test
  void areTrustedForTheNameOfTheirCertificateThoughDialledByAddress() throws Exception {
    serveTls(identity);
    try (var listeners = listeners(tls("gateway.promferry.svc"))) {
      ask(listeners);
    }

    assertThat(shown).containsExactly("Bearer secret");
  }

  @Test
  void areShownNothingIfTheirCertificateIsForAnotherName() throws Exception {
    serveTls(identity);
    for (var name : new @Nullable String[] {"other.promferry.svc", "promferry.svc", null}) {
      try (var listeners = listeners(tls(name))) {
        assertThatThrownBy(() -> ask(listeners)).isInstanceOf(CompletionException.class);
      }
    }

    assertThat(shown).isEmpty();
  }

  @Test
  void areTrustedAgainWhenTheAuthorityIsReplaced() throws Exception {
    var next = newIdentity("next");
    serveTls(next);
    try (var listeners = listeners(tls("gateway.promferry.svc"))) {
      assertThatThrownBy(() -> ask(listeners)).isInstanceOf(CompletionException.class);
      assertThat(shown).isEmpty();

      write("ca.crt", pem(identity) + pem(next));
      ask(listeners);
    }

    assertThat(shown).containsExactly("Bearer secret");
  }

  private Platform.AdminAccess tls(@Nullable String serverName) throws IOException {
    return new Platform.AdminAccess(
        true,
        directory.resolve("ca.crt").toString(),
        serverName,
        write("token", "secret"),
        NO_BASIC);
  }

  private OperatorsListeners listeners(Platform.AdminAccess admin) {
    var gateway =
        new Platform.GatewayAccess(
            "10.96.0.50", 8443, true, null, null, "gw", server.getAddress().getPort(), admin);
    return new OperatorsListeners(gateway, Duration.ofSeconds(20));
  }

  private static void ask(OperatorsListeners listeners) throws IOException {
    listeners.refresh();
    assertThat(listeners.get(REPLICA, "/api/v1/tenants").join().statusCode()).isEqualTo(204);
  }

  /** A key and its certificate, which is its own authority. */
  private KeyStore newIdentity(String name) throws Exception {
    var file = directory.resolve(name + ".p12");
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:gateway.promferry.svc",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    assertThat(keytool.onExit().join().exitValue()).isZero();
    return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }

  private static String pem(KeyStore identity) throws GeneralSecurityException {
    var certificate = identity.getCertificate(identity.aliases().nextElement());
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  private void serveTls(KeyStore shownToClients) throws Exception {
    server.stop(0);
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(shownToClients, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    var tls = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tls.setHttpsConfigurator(new HttpsConfigurator(context));
    server = tls;
    serve();
  }

  private void serve() {
    server.createContext(
        "/api/v1/tenants",
        exchange -> {
          try (exchange) {
            shown.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(204, -1);
          }
        });
    server.start();
  }

  private String write(String file, String text) throws IOException {
    return Files.writeString(directory.resolve(file), text).toString();
  }
}

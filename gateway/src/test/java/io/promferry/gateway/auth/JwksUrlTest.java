package io.promferry.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JwksUrlTest {
  private static final String KEYS = "{\"keys\":[]}";

  @TempDir private Path directory;
  private HttpsServer server;
  private Path ca;
  private Path token;
  private volatile byte[] body = KEYS.getBytes(UTF_8);
  private volatile int status = 200;
  private volatile String authorization = "";

  @BeforeEach
  void start() throws Exception {
    var authority =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=authority")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    ca = Files.writeString(directory.resolve("ca.crt"), authority.getCertificatePEM());
    token = Files.writeString(directory.resolve("token"), "first\n");
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(
            context(
                new CertificateBuilder()
                    .ecp256()
                    .subject("CN=localhost")
                    .addSanDnsName("localhost")
                    .buildIssuedBy(authority))));
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void showsItsTokenAsItIsNow() throws IOException, InterruptedException {
    assertThat(new String(source(ca).fetch(), UTF_8)).isEqualTo(KEYS);
    assertThat(authorization).isEqualTo("Bearer first");
    Files.writeString(token, "second\n");

    source(ca).fetch();

    assertThat(authorization).isEqualTo("Bearer second");
  }

  @Test
  void saysWhatStatusItGot() {
    status = 403;

    assertThatThrownBy(() -> source(ca).fetch()).hasMessage("answered with status 403");
  }

  @Test
  void followsNobodyElsewhere() {
    status = 302;

    assertThatThrownBy(() -> source(ca).fetch()).hasMessage("answered with status 302");
  }

  @Test
  void readsNoMoreThanAMebibyte() {
    body = new byte[KeySource.MOST_BYTES + 1];

    assertThatThrownBy(() -> source(ca).fetch()).isInstanceOf(IOException.class);
  }

  @Test
  void trustsOnlyItsAuthority() throws Exception {
    var other =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=other")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    var file = Files.writeString(directory.resolve("other.crt"), other.getCertificatePEM());

    assertThatThrownBy(() -> source(file).fetch()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> source(null).fetch()).isInstanceOf(IOException.class);
  }

  @Test
  void trustsItsAuthorityForTheNameOnly() {
    var elsewhere =
        new JwksUrl(URI.create("https://127.0.0.1:" + server.getAddress().getPort()), ca, token);

    assertThatThrownBy(elsewhere::fetch).isInstanceOf(IOException.class);
  }

  @Test
  void saysThatItsTokenCannotBeUsedWithoutShowingIt() throws IOException {
    Files.writeString(token, "hush\nhush");

    assertThatThrownBy(() -> source(ca).fetch())
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("hush");
  }

  private JwksUrl source(@Nullable Path authority) {
    return new JwksUrl(
        URI.create("https://localhost:" + server.getAddress().getPort() + "/keys"),
        authority,
        token);
  }

  private void answer(HttpExchange exchange) throws IOException {
    authorization = exchange.getRequestHeaders().getFirst("Authorization");
    exchange.getResponseHeaders().set("Location", "/elsewhere");
    exchange.sendResponseHeaders(status, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static SSLContext context(X509Bundle bundle) throws Exception {
    var context = SSLContext.getInstance("TLS");
    context.init(bundle.toKeyManagerFactory().getKeyManagers(), null, null);
    return context;
  }
}

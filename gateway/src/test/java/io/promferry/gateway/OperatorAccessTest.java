package io.promferry.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.promferry.gateway.config.ConfigException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An operators' listener that asks for credentials, over loopback. */
@Timeout(value = 60, unit = SECONDS)
class OperatorAccessTest {
  /** Of the token {@code by-digest}. */
  private static final String DIGEST =
      "f4ab6f8cd6d519001f149b3750b36af387fb0dcc0e66fc7e6591b5076a0fe996";

  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private final LogEvents log = LogEvents.ofAll();
  private URI operators;
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    write("token", "by-file\n");
    write("password", "pass:word\n");
    write("tenants.yml", "tenants: [" + RunningGateway.tenant("acme", "secret") + "]");
    operators = URI.create("http://127.0.0.1:" + RunningGateway.freePort());
    gateway = Gateway.start(config(), LoadedConfig.load(config())).await();
  }

  @AfterEach
  void stop() {
    client.close();
    gateway.stop().await();
    gateway.close();
    assertThat(log.texts()).noneMatch(text -> text.contains("by-file") || text.contains("second"));
    log.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /",
    "GET, /page/page.js",
    "GET, /metrics",
    "GET, /api/v1/tenants",
    "GET, /api/v1/fleet",
    "GET, /api/v1/rates",
    "POST, /api/v1/explain",
    "POST, /-/reload",
    "GET, /nothing"
  })
  void asksForCredentials(String method, String path) throws IOException, InterruptedException {
    var answer = ask(method, path, null);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().allValues("WWW-Authenticate"))
        .containsExactly("Basic realm=\"promferry\", charset=\"UTF-8\"", "Bearer");
    assertThat(ask(method, path, "Bearer wrong").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, 200", "GET, /page/page.js, 200", "GET, /metrics, 200", "GET, /api/v1/tenants, 200",
    "GET, /api/v1/rates, 200", "POST, /-/reload, 200", "GET, /-/reload, 405", "GET, /nothing, 404"
  })
  void answersWhoeverShowsOne(String method, String path, int status)
      throws IOException, InterruptedException {
    assertThat(ask(method, path, "Bearer by-file").statusCode()).isEqualTo(status);
  }

  @Test
  void takesEachKind() throws IOException, InterruptedException {
    assertThat(status("Bearer by-digest")).isEqualTo(200);
    assertThat(status("bearer by-file")).isEqualTo(200);
    assertThat(status(basic("ops:pass:word"))).isEqualTo(200);
  }

  @Test
  void takesATokenAsPasswordBecauseBrowsersCanAskForNothingElse()
      throws IOException, InterruptedException {
    assertThat(status(basic("anybody:by-file"))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer ",
        "Bearer by-filf",
        "Bearer pass:word",
        "Basic",
        "Basic !",
        "Negotiate by-file",
        "by-file"
      })
  void refusesWhatIsNone(String authorization) throws IOException, InterruptedException {
    assertThat(status(authorization)).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ops:", "ops:wrong", "other:pass:word", "ops", ":by-file", "ops:" + DIGEST})
  void refusesOtherNamesAndPasswords(String credentials) throws IOException, InterruptedException {
    assertThat(status(basic(credentials))).isEqualTo(401);
  }

  @Test
  void refusesTwoHeadersOfWhichOneIsRight() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(operators.resolve("/metrics"))
            .header("Authorization", "Bearer by-file")
            .header("Authorization", "Bearer wrong")
            .build();

    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
  }

  @Test
  void letsProbesIn() throws IOException, InterruptedException {
    assertThat(ask("GET", "/-/healthy", null).statusCode()).isEqualTo(200);
    assertThat(ask("GET", "/-/ready", null).statusCode()).isEqualTo(200);
  }

  @Test
  void takesAReplacedFileOverByItselfAndKeepsTheLastGoodOne()
      throws IOException, InterruptedException {
    write("token", "second");

    await().until(() -> status("Bearer second") == 200);
    assertThat(status("Bearer by-file")).isEqualTo(401);
    assertThat(status(basic("ops:pass:word"))).isEqualTo(200);

    write("token", "");
    gateway.reload().await();
    assertThat(status("Bearer second")).isEqualTo(200);
    assertThat(status("Bearer ")).isEqualTo(401);
  }

  @Test
  void doesNotStartWithoutAUsableSecret() throws IOException {
    write("token", "two words");

    assertThatThrownBy(() -> Gateway.start(config(), LoadedConfig.load(config())).await())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("admin.authorization[0]: must hold one token of printable ASCII")
        .hasMessageNotContaining("two words");
    assertThatThrownBy(() -> ListenersFiles.check(LoadedConfig.load(config()).config()))
        .isInstanceOf(ConfigException.class);
  }

  private Path config() throws IOException {
    return write(
        "gateway.yml",
        """
        server: {listen: "127.0.0.1:0", drain-delay: 0s}
        admin:
          listen: 127.0.0.1:%d
          authorization:
            - bearer-token-file: token
            - bearer-token-sha256: %s
            - basic: {username: ops, password-file: password}
        upstreams: [{name: central, url: "http://127.0.0.1:9/"}]
        tenants: {files: [tenants.yml]}
        """
            .formatted(operators.getPort(), DIGEST));
  }

  private Path write(String file, String text) throws IOException {
    return Files.writeString(directory.resolve(file), text);
  }

  private static String basic(String credentials) {
    return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
  }

  private int status(String authorization) throws IOException, InterruptedException {
    return ask("GET", "/metrics", authorization).statusCode();
  }

  private HttpResponse<Void> ask(String method, String path, @Nullable String authorization)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(operators.resolve(path)).method(method, BodyPublishers.noBody());
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return client.send(request.build(), BodyHandlers.discarding());
  }
}

package io.promferry.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.X509Bundle;
import io.promferry.gateway.auth.TestIssuer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of credential, good and bad, over TLS; and where secrets are found afterwards. */
class CredentialKindsTest {
  private static final String TENANTS =
      """
      {name: token, vpc: v, credentials: [{bearer-token-file: token}]},
      {name: basic, vpc: v, credentials: [{basic: {username: user, password-file: password}}]},
      {name: cert, vpc: v, credentials: [{certificate: {san-dns: cert.example}}]},
      {name: account, vpc: v, credentials: [{service-account: {namespace: ns, name: prometheus}}]}
      """;

  private static final String ISSUER =
      "service-accounts: {issuer: \"%s\", jwks-file: jwks.json}".formatted(TestIssuer.NAME);

  @TempDir private Path directory;
  private final LogEvents log = LogEvents.ofAll();
  private final List<HttpResponse<String>> answers = new ArrayList<>();
  private Certificates servers;
  private Certificates clients;
  private TestIssuer.KeysAndToken account;
  private ScriptedStore store;
  private RunningGateway gateway;
  private HttpClient client;

  @BeforeEach
  void start() throws Exception {
    servers = Certificates.newAuthority();
    clients = Certificates.newAuthority();
    Certificates.write(servers.issue("localhost"), directory, "server");
    clients.writeTo(directory.resolve("clients.crt"));
    account = TestIssuer.issue("one", "ns", "prometheus");
    write("token", "hush-token\n");
    write("password", "hush:pass wörd\n");
    write("jwks.json", account.jwks());
    store = ScriptedStore.answering(204);
    gateway =
        RunningGateway.of(
            directory,
            store,
            "tls: {certificate: server.crt, key: server.key, client-ca: clients.crt}",
            ISSUER,
            TENANTS);
    client = TlsClients.http(Version.HTTP_1_1, TlsClients.trusting(servers));
    await().until(() -> gateway.metric("promferry_issuer_keys ") == 1);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    gateway.close();
    store.close();
    log.close();
  }

  @Test
  void knowsATenantByAnyKind() throws Exception {
    assertThat(status("Bearer hush-token")).isEqualTo(204);
    assertThat(status(basic("user:hush:pass wörd"))).isEqualTo(204);
    assertThat(status("Bearer " + account.token())).isEqualTo(204);
    assertThat(status("Bearer " + account.token())).isEqualTo(204);
    assertThat(statusWith(clients.issue("cert.example"))).isEqualTo(204);

    assertThat(accepted("token")).isEqualTo(1);
    assertThat(accepted("basic")).isEqualTo(1);
    assertThat(accepted("account")).isEqualTo(2);
    assertThat(accepted("cert")).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNobodys() throws Exception {
    var forged = TestIssuer.issue("one", "ns", "prometheus");

    assertThat(status("Bearer hush-tokem")).isEqualTo(401);
    assertThat(status(basic("user:hush:pass word"))).isEqualTo(401);
    assertThat(status(basic("token:hush-token"))).isEqualTo(401);
    assertThat(status("Bearer " + forged.token())).isEqualTo(401);
    assertThat(statusWith(clients.issue("other.example"))).isEqualTo(401);
    assertThat(status("Negotiate hush-token")).isEqualTo(401);
    assertThat(store.requests()).isEmpty();
    assertThat(gateway.metric("promferry_unauthenticated_requests_total")).isEqualTo(6);
  }

  @Test
  void asksAgainForTokensOfAKeyThatItDoesNotKnow() throws Exception {
    var next = TestIssuer.issue("two", "ns", "prometheus");
    var first = send(client, "Bearer " + next.token());
    assertThat(first.statusCode()).isEqualTo(503);
    assertThat(first.headers().firstValue("Retry-After")).isPresent();

    write("jwks.json", next.jwks());

    await().until(() -> status("Bearer " + next.token()) == 204);
  }

  @Test
  void namesTheWaysIn() throws IOException, InterruptedException {
    var answer = send(client);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().allValues("WWW-Authenticate"))
        .containsExactly("Bearer", "Basic realm=\"promferry\", charset=\"UTF-8\"");
  }

  @Test
  void refusesTwoHeadersOfWhichOneIsRight() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(gateway.tenants().resolve("/api/v1/write"))
            .headers(Writes.RW1)
            .header("Authorization", "Bearer hush-token")
            .header("Authorization", "Bearer other")
            .POST(BodyPublishers.ofByteArray(Writes.rw1(1)));

    assertThat(client.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(401);
  }

  @Test
  void showsSecretsNowhere() throws IOException, InterruptedException {
    status("Bearer hush-token");
    status("Bearer hush-tokem");
    status(basic("user:hush:pass wörd"));
    status(basic("user:hush"));
    status("Bearer " + account.token());
    status("Bearer " + account.token() + "x");
    status("hush");
    write(
        "tenants.yml",
        "tenants: [%s, {name: twin, vpc: v, credentials: [{bearer-token-file: token}]}]"
            .formatted(TENANTS));
    answers.add(reload());
    write("token", "\n");
    answers.add(reload());
    write("jwks.json", account.token());
    await().until(() -> gateway.metric("promferry_issuer_keys_last_fetch_successful") == 0);

    var shown = new StringBuilder(metrics()).append(String.join("\n", log.texts()));
    answers.forEach(answer -> shown.append(answer.body()).append(answer.headers()));

    assertThat(shown.toString())
        .contains("tenants token/v and twin/v have the same token")
        .contains("issuer's keys cannot be fetched")
        .doesNotContainIgnoringCase("hush")
        .doesNotContain(account.token().substring(0, 40))
        .doesNotContain(account.token().substring(account.token().lastIndexOf('.') + 1))
        .doesNotContain(basic("user:hush:pass wörd").substring("Basic ".length()));
    assertThat(log.texts()).isNotEmpty();
  }

  private String metrics() throws IOException {
    try (var in = gateway.operators().resolve("/metrics").toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }

  private double accepted(String tenant) throws IOException {
    return gateway.metric(
        "promferry_write_requests_total", "outcome=\"accepted\"", "tenant=\"" + tenant + "\"");
  }

  private HttpResponse<String> reload() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(gateway.operators().resolve("/-/reload"))
            .POST(BodyPublishers.noBody());
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private int statusWith(X509Bundle certificate) throws Exception {
    try (var showing =
        TlsClients.http(Version.HTTP_1_1, TlsClients.showing(certificate, servers))) {
      return send(showing).statusCode();
    }
  }

  private int status(String authorization) throws IOException, InterruptedException {
    return send(client, authorization).statusCode();
  }

  private HttpResponse<String> send(HttpClient by, String... authorization)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(gateway.tenants().resolve("/api/v1/write"))
            .headers(Writes.RW1)
            .POST(BodyPublishers.ofByteArray(Writes.rw1(1)));
    for (var value : authorization) {
      request.header("Authorization", value);
    }
    var answer = by.send(request.build(), BodyHandlers.ofString());
    answers.add(answer);
    return answer;
  }

  private static String basic(String text) {
    return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}

package io.promferry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants that come from where they are expected, or not: 127.0.0.1 and its neighbours. */
class SourcesTest {
  private static final String EXPECTED = "127.0.0.1";
  private static final String OTHER = "127.0.0.2";

  @TempDir private Path directory;
  private final LogEvents log = LogEvents.ofAll();
  private ScriptedStore store;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    store = ScriptedStore.answering(204);
    gateway = RunningGateway.of(directory, store, "", "", entry("{mode: off}"));
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    store.close();
    log.close();
  }

  @Test
  void letsPassWhatAnAuditFindsAndTellsOfItOnce() throws Exception {
    expect("{mode: audit, addresses: [127.0.0.1]}");

    for (int i = 0; i < 3; i++) {
      assertThat(write(EXPECTED).statusCode()).isEqualTo(204);
      assertThat(write(OTHER).statusCode()).isEqualTo(204);
    }

    assertThat(gateway.metric("promferry_source_mismatches_total", "passed")).isEqualTo(3);
    assertThat(gateway.metric("promferry_source_changes_total", "acme")).isEqualTo(1);
    assertThat(log.texts())
        .filteredOn(text -> text.contains("tenant comes from"))
        .singleElement()
        .asString()
        .contains("not one of its own")
        .contains(OTHER);
  }

  @Test
  void tellsAStrangeAddressToComeBackAndDeliversNothing() throws Exception {
    expect("{mode: enforce, addresses: [127.0.0.1/32]}");

    var answer = write(OTHER, "X-Forwarded-For", EXPECTED, "Forwarded", "for=127.0.0.1");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(store.requests()).isEmpty();
    assertThat(gateway.metric("promferry_source_mismatches_total", "refused")).isEqualTo(1);
    assertThat(gateway.metric("promferry_write_requests_total", "wrong_source")).isEqualTo(1);
    assertThat(write(EXPECTED, "X-Forwarded-For", OTHER).statusCode()).isEqualTo(204);
  }

  @Test
  void doesNotCareWhereNothingIsExpected() throws Exception {
    expect("{mode: off, addresses: [10.0.0.0/8]}");

    assertThat(write(EXPECTED).statusCode()).isEqualTo(204);
    assertThat(write(OTHER).statusCode()).isEqualTo(204);
    assertThat(gateway.metric("promferry_source_mismatches_total")).isZero();
    assertThat(gateway.metric("promferry_source_changes_total")).isEqualTo(1);
  }

  @Test
  void remembersOverAReloadWhatItHasSeen() throws Exception {
    expect("{mode: audit, addresses: [127.0.0.1, 127.0.0.2]}");
    write(EXPECTED);
    expect("{mode: audit, addresses: [127.0.0.0/8]}");

    write(OTHER);
    write(EXPECTED);

    assertThat(gateway.metric("promferry_source_changes_total")).isEqualTo(1);
  }

  @Test
  void tellsAStrangerNothingOfAddressesBeforeItsCredentialIsRight() throws Exception {
    expect("{mode: enforce, addresses: [127.0.0.1]}");

    assertThat(send(OTHER, "Bearer wrong").statusCode()).isEqualTo(401);
  }

  private void expect(String sources) throws Exception {
    Files.writeString(directory.resolve("tenants.yml"), "tenants: [" + entry(sources) + "]");
    assertThat(gateway.reload()).isEmpty();
  }

  private static String entry(String sources) throws Exception {
    var entry = RunningGateway.tenant("acme", "secret");
    return entry.substring(0, entry.length() - 1) + ", sources: " + sources + "}";
  }

  private HttpResponse<String> write(String from, String... headers)
      throws IOException, InterruptedException {
    return send(from, "Bearer secret", headers);
  }

  private HttpResponse<String> send(String from, String authorization, String... headers)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(from)).build()) {
      var request =
          HttpRequest.newBuilder(gateway.tenants().resolve("/api/v1/write"))
              .headers(Writes.with(Writes.RW1, headers))
              .header("Authorization", authorization)
              .POST(BodyPublishers.ofByteArray(Writes.rw1(1)));
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }
}

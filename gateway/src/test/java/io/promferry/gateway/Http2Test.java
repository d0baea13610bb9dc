package io.promferry.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one request does to the others on its connection, and a hostile client to its own. */
class Http2Test {
  private static final int CANCEL = 8;

  @TempDir private Path directory;
  private final Vertx vertx = Vertx.vertx();
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
            directory, store, "tls: {certificate: server.crt, key: server.key}, body-timeout: 1s");
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
    gateway.close();
    store.close();
  }

  @Test
  void answersBeforeABodyThatNobodyReadsAndKeepsTheConnection() throws Exception {
    try (var client = TlsClients.http(Version.HTTP_2, TlsClients.trusting(authority))) {
      assertThat(write(client, "secret", BodyPublishers.ofByteArray(Writes.rw1(1))).statusCode())
          .isEqualTo(204);
      for (int i = 0; i < 20; i++) {
        var refused = write(client, "wrong", BodyPublishers.ofByteArray(new byte[4 << 20]));

        assertThat(refused.statusCode()).isEqualTo(401);
      }
      assertThat(write(client, "secret", BodyPublishers.ofByteArray(Writes.rw1(1))).statusCode())
          .isEqualTo(204);
      assertThat(gateway.metric("promferry_connections ")).isEqualTo(1);
    }
  }

  /** Else the end of one write would be the end of another over the same connection. */
  @Test
  void keepsItsConnectionsToTheStoreWhenStreamsEnd() throws Exception {
    try (var client = TlsClients.http(Version.HTTP_2, TlsClients.trusting(authority))) {
      for (int i = 0; i < 20; i++) {
        assertThat(write(client, "secret", BodyPublishers.ofByteArray(Writes.rw1(1))).statusCode())
            .isEqualTo(204);
      }
    }
    assertThat(store.connections()).isLessThan(5);
  }

  @Test
  void endsOnlyTheStreamWhoseBodyDoesNotArrive() throws Exception {
    var connection = connect();
    var stalled = head(connection, "1000");

    assertThatThrownBy(() -> stalled.response().await(10, TimeUnit.SECONDS))
        .isInstanceOf(StreamResetException.class);

    var body = Writes.rw1(1);
    var good = head(connection, Integer.toString(body.length));
    good.end(Buffer.buffer(body)).await(10, TimeUnit.SECONDS);
    assertThat(good.response().await(10, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
    assertThat(gateway.metric("body_timeout")).isEqualTo(1);
  }

  @Test
  void closesTheConnectionOfAClientThatResetsStreamAfterStream() throws Exception {
    var connection = connect();
    var closed = new AtomicBoolean();
    connection.closeHandler(_ -> closed.set(true));

    IntStream.range(0, 300)
        .forEach(_ ->
            connection
                .request(options("1000"))
                .onSuccess(request -> {
                  request.exceptionHandler(_ -> {});
                  request.response().onFailure(_ -> {});
                  request.writeHead().onSuccess(_ -> request.reset(CANCEL));
                }));

    await().untilTrue(closed);
    await().until(() -> gateway.metric("promferry_inflight_bytes ") == 0);
  }

  @Test
  void allowsSoManyStreamsAndNoMore() throws Exception {
    var connection = connect();

    await().until(() -> settings(connection).getMaxConcurrentStreams() == 128);
    assertThat(settings(connection).getMaxHeaderListSize()).isEqualTo(16 << 10);
    assertThat(settings(connection).getInitialWindowSize()).isEqualTo(65_535);
  }

  private static Http2Settings settings(HttpClientConnection connection) {
    return (Http2Settings) connection.remoteSettings();
  }

  private HttpClientConnection connect() throws Exception {
    var client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2));
    var connection =
        client
            .connect(
                new HttpConnectOptions().setHost("localhost").setPort(gateway.tenants().getPort()))
            .await(10, TimeUnit.SECONDS);
    // Else Vert.x logs what the client finds out of a connection that is closed on it.
    connection.exceptionHandler(_ -> {});
    return connection;
  }

  private static HttpClientRequest head(HttpClientConnection connection, String length)
      throws Exception {
    var request = connection.request(options(length)).await(10, TimeUnit.SECONDS);
    request.exceptionHandler(_ -> {});
    request.writeHead().await(10, TimeUnit.SECONDS);
    return request;
  }

  private static RequestOptions options(String length) {
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setURI("/api/v1/write")
        .putHeader("Authorization", "Bearer secret")
        .putHeader("Content-Type", "application/x-protobuf")
        .putHeader("Content-Length", length);
  }

  private HttpResponse<String> write(HttpClient client, String token, BodyPublisher body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(gateway.tenants().resolve("/api/v1/write"))
            .headers(Writes.with(Writes.RW1, "Authorization", "Bearer " + token))
            .POST(body)
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}

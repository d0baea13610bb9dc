package io.promferry.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodySendingTest {
  private static final int LARGE = 20 << 20;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(1));

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 128 << 10, (128 << 10) + 1, 256 << 10, LARGE})
  void sendsTheWholeBodyAndSaysItsLength(int length) throws Exception {
    var sent = random(length);
    var received = Promise.<Buffer>promise();
    var declared = Promise.<String>promise();
    int port =
        store(request -> {
          declared.complete(request.getHeader("Content-Length"));
          request.body().onSuccess(body -> {
            received.complete(body);
            request.response().setStatusCode(204).end();
          });
        });

    assertThat(status(port, sent)).isEqualTo(204);
    assertThat(received.future().await().getBytes()).isEqualTo(sent);
    assertThat(declared.future().await()).isEqualTo(Integer.toString(length));
  }

  @Test
  void givesAConnectionBackOnWhichAStoreHasAnsweredWithoutReading() throws Exception {
    int port =
        store(request -> {
          request.pause();
          request.response().setStatusCode(413).end();
        });

    assertThat(status(port, random(LARGE))).isEqualTo(413);
    assertThat(status(port, random(LARGE))).isEqualTo(413);
  }

  @Test
  void leavesAConnectionThatHasTakenAllToTheNextOne() throws Exception {
    var connections = new CopyOnWriteArraySet<HttpConnection>();
    int port =
        store(request -> {
          connections.add(request.connection());
          request.body().onSuccess(_ -> request.response().setStatusCode(204).end());
        });

    assertThat(status(port, random(LARGE))).isEqualTo(204);
    assertThat(status(port, random(LARGE))).isEqualTo(204);
    assertThat(connections).hasSize(1);
  }

  private int store(Handler<HttpServerRequest> handler) throws Exception {
    return vertx
        .createHttpServer()
        .requestHandler(handler)
        .listen(0, "127.0.0.1")
        .await(10, TimeUnit.SECONDS)
        .actualPort();
  }

  /** What is answered; then nobody waits any more. */
  private int status(int port, byte[] body) throws Exception {
    return client
        .request(HttpMethod.POST, port, "127.0.0.1", "/")
        .compose(request -> status(request, body))
        .await(20, TimeUnit.SECONDS);
  }

  private Future<Integer> status(HttpClientRequest request, byte[] body) {
    var sending = new BodySending(vertx, request, body);
    return sending
        .start()
        .compose(response -> response.end().map(response.statusCode()))
        .onComplete(_ -> sending.stop());
  }

  private static byte[] random(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}

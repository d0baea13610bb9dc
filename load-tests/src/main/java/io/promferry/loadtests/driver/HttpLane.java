package io.promferry.loadtests.driver;

import io.netty.buffer.Unpooled;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.buffer.BufferInternal;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 connection that is kept alive, and opened again for the next attempt when it is gone.
 * Confined to its event loop.
 */
final class HttpLane implements Lane {
  private final HttpClientAgent client;
  private final HttpConnectOptions server;
  private final RequestHead head;
  private @Nullable HttpClientConnection connection;
  private @Nullable Consumer<Answer> waiting;

  /** Tells the answer that is waited for from one that comes late. */
  private long turn;

  HttpLane(HttpClientAgent client, HttpConnectOptions server, RequestHead head) {
    this.client = client;
    this.server = server;
    this.head = head;
  }

  @Override
  public void send(byte[] body, int attempt, Consumer<Answer> answer) {
    long mine = ++turn;
    waiting = answer;
    connected(mine)
        .compose(open ->
            open.request(new RequestOptions().setMethod(HttpMethod.POST).setURI(head.path())))
        .compose(request -> send(request, body, attempt))
        .compose(this::read)
        .onComplete(result -> settle(mine, result));
  }

  @Override
  public void abandon(String kind) {
    var answer = waiting;
    close();
    if (answer != null) {
      answer.accept(new Answer.Failure(kind));
    }
  }

  @Override
  public void close() {
    turn++;
    waiting = null;
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  private Future<HttpClientConnection> connected(long mine) {
    return connection != null
        ? Future.succeededFuture(connection)
        : client.connect(server).map(opened -> opened(mine, opened));
  }

  private HttpClientConnection opened(long mine, HttpClientConnection opened) {
    if (mine == turn) {
      connection = opened;
      opened.closeHandler(_ -> closed(opened));
    } else {
      opened.close();
    }
    return opened;
  }

  private void closed(HttpClientConnection gone) {
    if (connection == gone) {
      connection = null;
    }
  }

  private Future<HttpClientResponse> send(HttpClientRequest request, byte[] body, int attempt) {
    head.putInto(request.headers(), attempt);
    // Buffer.buffer would copy the bytes.
    return request.send(BufferInternal.buffer(Unpooled.wrappedBuffer(body)));
  }

  private Future<Answer> read(HttpClientResponse response) {
    if (response.headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true)) {
      connection = null;
    }
    var answer = new Answer.Status(response.statusCode(), retryAfter(response));
    return response.end().map(answer);
  }

  private static Duration retryAfter(HttpClientResponse response) {
    var seconds = response.getHeader(HttpHeaders.RETRY_AFTER);
    try {
      return seconds == null
          ? Duration.ZERO
          : Duration.ofSeconds(Math.max(0, Long.parseLong(seconds)));
    } catch (NumberFormatException _) {
      return Duration.ZERO;
    }
  }

  private void settle(long mine, AsyncResult<Answer> result) {
    var answer = waiting;
    if (mine != turn || answer == null) {
      return;
    }
    waiting = null;
    if (result.failed()) {
      close();
    }
    answer.accept(result.succeeded() ? result.result() : FailureKind.of(result.cause()));
  }
}

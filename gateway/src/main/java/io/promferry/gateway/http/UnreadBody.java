package io.promferry.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * The rest of a body whose answer is already decided. It is read and thrown away, because a
 * connection that is closed on a sender in mid-write resets it, and the answer is lost; but only so
 * much and so long. HTTP/2 has a word for it instead: the stream is reset without an error, and no
 * byte more need be read.
 */
final class UnreadBody {
  private static final long MOST_BYTES = 1 << 20;
  private static final long MOST_MILLIS = 2_000;

  private static final long NO_ERROR = 0;

  private UnreadBody() {}

  /** {@code answered} is when the whole answer is on its way. */
  static void discard(Vertx vertx, HttpServerRequest request, Future<Void> answered) {
    if (request.version() == HttpVersion.HTTP_2) {
      request.handler(_ -> {});
      answered.onSuccess(_ -> request.response().reset(NO_ERROR));
    } else {
      discard(vertx, request);
    }
  }

  private static void discard(Vertx vertx, HttpServerRequest request) {
    long timer = vertx.setTimer(MOST_MILLIS, _ -> request.connection().close());
    long[] discarded = {0};
    request.exceptionHandler(_ -> vertx.cancelTimer(timer));
    request.endHandler(_ -> vertx.cancelTimer(timer));
    request.handler(chunk -> {
      discarded[0] += chunk.length();
      if (discarded[0] > MOST_BYTES) {
        vertx.cancelTimer(timer);
        request.connection().close();
      }
    });
    request.resume();
  }
}

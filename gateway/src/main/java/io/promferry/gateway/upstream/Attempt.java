package io.promferry.gateway.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promferry.gateway.upstream.Delivery.Unavailable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One write on its way to the store, until it is answered, timed out or given up. */
public final class Attempt {
  /** How much of an answer's text is kept, and how much of it is read at most, in bytes. */
  private static final int KEPT_TEXT = 512;

  private static final int MOST_TEXT = 64 << 10;

  private final Vertx vertx;
  private final String upstream;
  private final Promise<Delivery> promise = Promise.promise();
  private final long timer;
  private volatile @Nullable HttpClientRequest request;

  Attempt(Vertx vertx, String upstream, Duration limit) {
    this.vertx = vertx;
    this.upstream = upstream;
    this.timer = vertx.setTimer(Math.max(1, limit.toMillis()), _ -> giveUp(unanswered(limit)));
  }

  /** What became of it; succeeds in any case. */
  public Future<Delivery> future() {
    return promise.future();
  }

  /** The client has gone: nobody waits for an answer any more. */
  public void cancel() {
    giveUp(new Delivery.Abandoned());
  }

  void send(Future<HttpClientRequest> connected, Buffer body) {
    connected
        .compose(ready -> {
          request = ready;
          if (promise.future().isComplete()) {
            ready.reset();
          }
          return ready.send(body);
        })
        .compose(this::read)
        .onComplete(this::finish, this::fail);
  }

  private Future<Delivery> read(HttpClientResponse response) {
    var text = Buffer.buffer();
    var answer = Promise.<Delivery>promise();
    response
        .handler(chunk -> {
          text.appendBuffer(chunk);
          if (text.length() > MOST_TEXT) {
            response.request().reset();
          }
        })
        .exceptionHandler(answer::tryFail)
        .endHandler(_ ->
            answer.tryComplete(
                StoreAnswer.read(
                    upstream,
                    response.statusCode(),
                    response.getHeader("Content-Type"),
                    response.getHeader("Retry-After"),
                    firstLine(text))));
    return answer.future();
  }

  private static String firstLine(Buffer text) {
    var kept = new String(text.getBytes(0, Math.min(KEPT_TEXT, text.length())), UTF_8).strip();
    return kept.lines().findFirst().orElse("");
  }

  private void fail(Throwable cause) {
    if (cause instanceof NotSentException unsent) {
      finish(
          new Unavailable(
              unsent.reason(), String.valueOf(unsent.getMessage()), OptionalInt.empty()));
    } else {
      finish(
          new Unavailable(
              "connection", "upstream " + upstream + " cannot be reached", OptionalInt.empty()));
    }
  }

  private Delivery unanswered(Duration limit) {
    return new Unavailable(
        "timeout",
        "upstream " + upstream + " did not answer within " + limit.toMillis() + " ms",
        OptionalInt.empty());
  }

  private void giveUp(Delivery delivery) {
    finish(delivery);
    var open = request;
    if (open != null) {
      open.reset();
    }
  }

  private void finish(Delivery delivery) {
    vertx.cancelTimer(timer);
    promise.tryComplete(delivery);
  }
}

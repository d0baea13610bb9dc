package io.promferry.gateway.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One request to a store, until it is answered, fails, times out or is given up. */
final class Exchange {
  /** How much of an answer's text is kept, and how much of it is read at most, in bytes. */
  private static final int KEPT_TEXT = 512;

  private static final int MOST_TEXT = 64 << 10;

  /** What came of it. */
  sealed interface Result {
    record Answered(StoreAnswer answer) implements Result {}

    /** The store provably has not seen the request. */
    record NotSent(String reason, String text) implements Result {}

    /** It may have: only the sender may try again. */
    record Lost(String reason, String text) implements Result {
      private static final String ABANDONED = "abandoned";

      /** Nobody waited for it any more, so it says nothing about the store. */
      boolean isAbandoned() {
        return reason.equals(ABANDONED);
      }
    }
  }

  private final String upstream;
  private final Transport transport;
  private final Promise<Result> promise = Promise.promise();
  private volatile @Nullable HttpClientRequest request;

  private Exchange(String upstream, Transport transport) {
    this.upstream = upstream;
    this.transport = transport;
  }

  /** Sends {@code body}; the future of the exchange succeeds in any case, within the limit. */
  static Exchange start(
      Vertx vertx,
      String upstream,
      Transport transport,
      Transport.Attributes attributes,
      byte[] body,
      Duration limit) {
    var exchange = new Exchange(upstream, transport);
    long timer = vertx.setTimer(Math.max(1, limit.toMillis()), _ -> exchange.late(limit));
    exchange.promise.future().onComplete(_ -> vertx.cancelTimer(timer));
    exchange.send(vertx, transport.connect(attributes), body);
    return exchange;
  }

  Future<Result> future() {
    return promise.future();
  }

  /** The client has gone: the request is cut off, whatever the store makes of that. */
  void abandon() {
    giveUp(new Result.Lost(Result.Lost.ABANDONED, "given up"));
  }

  private void send(Vertx vertx, Future<HttpClientRequest> connected, byte[] body) {
    connected
        .compose(ready -> {
          request = ready;
          if (promise.future().isComplete()) {
            ready.reset();
          }
          var sending = new BodySending(vertx, ready, body);
          promise.future().onComplete(_ -> sending.stop());
          return sending.start();
        })
        .compose(this::read)
        .onComplete(promise::tryComplete, this::fail);
  }

  private Future<Result> read(HttpClientResponse response) {
    var text = Buffer.buffer();
    var answer = Promise.<Result>promise();
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
                new Result.Answered(
                    StoreAnswer.read(response.statusCode(), response::getHeader, oneLine(text)))));
    return answer.future();
  }

  /** Its lines as one: a store names one offender in each. */
  private static String oneLine(Buffer text) {
    var kept = new String(text.getBytes(0, Math.min(KEPT_TEXT, text.length())), UTF_8);
    return kept.strip().lines().collect(Collectors.joining("; "));
  }

  private void fail(Throwable cause) {
    if (cause instanceof NotSentException notSent) {
      promise.tryComplete(
          new Result.NotSent(notSent.reason(), String.valueOf(notSent.getMessage())));
    } else if (promise.tryComplete(broken(cause))) {
      avoidAddress();
    }
  }

  /** In TLS 1.3 a store refuses a certificate only after the connection is there. */
  private Result broken(Throwable cause) {
    return ConnectFailure.aboutTls(cause)
        ? new Result.Lost(
            "tls", String.valueOf(ConnectFailure.explain(upstream, cause).getMessage()))
        : new Result.Lost(
            "connection", "upstream " + upstream + " broke the connection before it answered");
  }

  private void late(Duration limit) {
    avoidAddress();
    giveUp(
        new Result.Lost(
            "timeout",
            "upstream " + upstream + " did not answer within " + limit.toMillis() + " ms"));
  }

  private void avoidAddress() {
    var open = request;
    if (open != null) {
      transport.failed(open);
    }
  }

  /** Once it has ended, its connection is another exchange's. */
  private void giveUp(Result result) {
    if (!promise.tryComplete(result)) {
      return;
    }
    var open = request;
    if (open != null) {
      open.reset();
    }
  }
}

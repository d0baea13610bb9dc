package io.promferry.loadtests.sink;

import io.promferry.loadtests.driver.WriteProtocol;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Throws bodies away as they come in. */
final class CountingTaker implements Taker {
  private static final Buffer NOTHING = Buffer.buffer();
  private static final Future<Written> UNREAD = Future.succeededFuture(Written.UNREAD);

  @Override
  public Future<Body> read(HttpServerRequest request) {
    var whole = Promise.<Body>promise();
    request.handler(_ -> {});
    request.endHandler(_ -> whole.complete(new Body(request.bytesRead(), NOTHING)));
    request.exceptionHandler(whole::tryFail);
    return whole.future();
  }

  @Override
  public Future<Written> take(WriteProtocol protocol, Body body) {
    return UNREAD;
  }

  @Override
  public long samples() {
    return 0;
  }
}

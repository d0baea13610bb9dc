package io.promferry.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Arrays;

/**
 * Reads one body into an array, within a size, a time and what it is admitted for. Lives on its
 * request's event loop.
 */
final class BodyReader {
  private static final int FIRST_CHUNKED_BYTES = 64 << 10;

  private final HttpServerRequest request;
  private final int limit;
  private final Admission admission;
  private final Promise<WriteOutcomeOrBody> promise = Promise.promise();
  private byte[] body = {};
  private int length;

  /** Either the body, or how the request ends without one. */
  sealed interface WriteOutcomeOrBody {
    /** The body is the array's first {@code length} bytes. */
    // An array, because it goes straight to the decoder and is never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Body(byte[] bytes, int length) implements WriteOutcomeOrBody {}

    /** There is no body. */
    record Refused(WriteOutcome outcome) implements WriteOutcomeOrBody {}
  }

  BodyReader(HttpServerRequest request, int limit, Admission admission) {
    this.request = request;
    this.limit = limit;
    this.admission = admission;
  }

  /** Reads until the body is there or cannot be; the future never fails. */
  Future<WriteOutcomeOrBody> read(Vertx vertx, Duration timeout) {
    long declared = declaredLength();
    if (declared > limit) {
      return refuse(tooLarge());
    }
    int room = declared < 0 ? Math.min(FIRST_CHUNKED_BYTES, limit) : (int) declared;
    var full = admission.take(room);
    if (full.isPresent()) {
      return refuse(full.get());
    }
    body = new byte[room];
    long timer = vertx.setTimer(timeout.toMillis(), _ -> refuse(new WriteOutcome.BodyTimeout()));
    request.handler(this::append);
    request.exceptionHandler(_ -> refuse(new WriteOutcome.ClientGone()));
    request.endHandler(_ -> promise.tryComplete(new WriteOutcomeOrBody.Body(body, length)));
    return promise.future().onComplete(_ -> vertx.cancelTimer(timer));
  }

  private void append(Buffer chunk) {
    if (promise.future().isComplete()) {
      return;
    }
    int needed = length + chunk.length();
    if (needed > limit) {
      refuse(tooLarge());
    } else if (needed <= body.length || grow(needed)) {
      chunk.getBytes(body, length);
      length = needed;
    }
  }

  private boolean grow(int needed) {
    int room = (int) Math.min(limit, Math.max(needed, body.length * 2L));
    var full = admission.take(room - body.length);
    if (full.isPresent()) {
      refuse(full.get());
      return false;
    }
    body = Arrays.copyOf(body, room);
    return true;
  }

  /** The length in the head, or -1 for a chunked body. */
  private long declaredLength() {
    var header = request.getHeader("Content-Length");
    return header == null ? -1 : Long.parseLong(header.strip());
  }

  private WriteOutcome tooLarge() {
    return new WriteOutcome.TooLarge("body is over the limit of " + limit + " bytes");
  }

  private Future<WriteOutcomeOrBody> refuse(WriteOutcome outcome) {
    promise.tryComplete(new WriteOutcomeOrBody.Refused(outcome));
    return promise.future();
  }
}

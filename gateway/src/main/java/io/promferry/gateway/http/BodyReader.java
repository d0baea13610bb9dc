package io.promferry.gateway.http;

import io.promferry.gateway.codec.CorruptBodyException;
import io.promferry.gateway.limits.SizeLimits;
import io.promferry.gateway.pipeline.IncomingBody;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Arrays;

/**
 * Reads one body into an array, within a size, a time and what it is admitted for: a large one is
 * refused by what its first bytes declare, before there is room for the others. Lives on its
 * request's event loop.
 */
final class BodyReader {
  private static final int FIRST_BYTES = 64 << 10;

  /** With so many bytes every encoding declares its decoded length (RFC 8878, 3.1.1.1). */
  private static final int PREAMBLE_BYTES = 18;

  private static final int DECODED_COPIES = 2;
  private static final byte[] NOTHING = {};

  private final HttpServerRequest request;
  private final int limit;
  private final int decodedLimit;
  private final Admission admission;
  private final WriteMedia.Taken media;
  private final Promise<WriteOutcomeOrBody> promise = Promise.promise();
  private byte[] body = NOTHING;
  private int length;

  /** Either the body, or how the request ends without one. */
  sealed interface WriteOutcomeOrBody {
    /** The body. */
    record Body(IncomingBody body) implements WriteOutcomeOrBody {}

    /** There is no body. */
    record Refused(WriteOutcome outcome) implements WriteOutcomeOrBody {}
  }

  BodyReader(
      HttpServerRequest request, WriteMedia.Taken media, SizeLimits limits, Admission admission) {
    this.request = request;
    this.media = media;
    this.limit = limits.bodyBytes();
    this.decodedLimit = limits.decodedBytes();
    this.admission = admission;
  }

  /** Reads until the body is there or cannot be; the future never fails. */
  Future<WriteOutcomeOrBody> read(Vertx vertx, Duration timeout) {
    long declared = declaredLength();
    if (declared > limit) {
      return refuse(tooLarge());
    }
    int room = declared < 0 ? Math.min(FIRST_BYTES, limit) : (int) declared;
    var full = admission.take(room);
    if (full.isPresent()) {
      return refuse(full.get());
    }
    body = new byte[Math.min(FIRST_BYTES, room)];
    long timer = vertx.setTimer(timeout.toMillis(), _ -> refuse(new WriteOutcome.BodyTimeout()));
    request.handler(this::append);
    request.exceptionHandler(_ -> refuse(new WriteOutcome.ClientGone()));
    request.endHandler(_ -> handOver());
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

  private void handOver() {
    long now = System.currentTimeMillis();
    promise.tryComplete(
        new WriteOutcomeOrBody.Body(
            new IncomingBody(body, length, media.encoding(), media.version(), now)));
    body = NOTHING;
  }

  private boolean grow(int needed) {
    return declaredLength() < 0 ? growStepwise(needed) : growAtOnce((int) declaredLength());
  }

  /** To what has been taken of the budget, if what it decodes to can be taken too. */
  private boolean growAtOnce(int room) {
    var full = admission.takeUpTo(room + DECODED_COPIES * decodedLength());
    if (full.isPresent()) {
      refuse(full.get());
      return false;
    }
    body = Arrays.copyOf(body, room);
    return true;
  }

  /** As far as it is declared, and not more than would be decoded. */
  private long decodedLength() {
    try {
      long decoded =
          length < PREAMBLE_BYTES
              ? 0
              : media.encoding().declaredLength(body, length).orElse(decodedLimit);
      return decoded > decodedLimit ? 0 : decoded;
    } catch (CorruptBodyException _) {
      return 0;
    }
  }

  private boolean growStepwise(int needed) {
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
    body = NOTHING;
    return promise.future();
  }
}

package io.promferry.gateway.upstream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;

/**
 * A body on its way to a store. A large one goes in pieces, each when the store has taken those
 * before, and with pauses for whatever else the event loop has to do: as a whole it would lie a
 * second time outside the heap, and keep the event loop for as long as it takes to be copied there
 * and on. Lives on its request's event loop.
 */
final class BodySending {
  private static final int PIECE_BYTES = 128 << 10;

  /** What a fast store may take at a stretch: half a millisecond's work. */
  private static final int STRETCH_BYTES = 1 << 20;

  private static final long PAUSE_MILLIS = 1;

  private final Vertx vertx;
  private final HttpClientRequest request;
  private final byte[] body;
  private int sent;
  private int stretch;
  private boolean pausing;
  private volatile boolean over;

  BodySending(Vertx vertx, HttpClientRequest request, byte[] body) {
    this.vertx = vertx;
    this.request = request;
    this.body = body;
  }

  /** Begins; the future is the request's answer. */
  Future<HttpClientResponse> start() {
    if (body.length <= PIECE_BYTES) {
      over = true;
      return request.send(Buffer.buffer(body));
    }
    request.putHeader("Content-Length", Integer.toString(body.length));
    // What goes wrong before the answer is the future's; after it nobody wants to know.
    request.exceptionHandler(_ -> {});
    request.drainHandler(_ -> goOn());
    goOn();
    return request.response();
  }

  /**
   * Sends no more. If that is not all, the request is cut off: a store that has answered early need
   * not read the rest, and its connection would be lost to others as long as it does not.
   */
  void stop() {
    if (!over) {
      over = true;
      request.reset();
    }
  }

  private void goOn() {
    while (!over && !pausing && !request.writeQueueFull()) {
      if (stretch >= STRETCH_BYTES) {
        pause();
      } else {
        sendPiece();
      }
    }
  }

  private void pause() {
    pausing = true;
    vertx.setTimer(
        PAUSE_MILLIS,
        _ -> {
          pausing = false;
          stretch = 0;
          goOn();
        });
  }

  private void sendPiece() {
    int length = Math.min(PIECE_BYTES, body.length - sent);
    var piece = Buffer.buffer(length).appendBytes(body, sent, length);
    sent += length;
    stretch += length;
    if (sent == body.length) {
      over = true;
      request.end(piece);
    } else {
      request.write(piece);
    }
  }
}

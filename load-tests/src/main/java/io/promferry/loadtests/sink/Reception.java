package io.promferry.loadtests.sink;

import io.promferry.loadtests.driver.WriteProtocol;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Treats requests as the sink behaves. Used on one event loop; its figures by all. */
final class Reception {
  private static final int NO_CONTENT = 204;
  private static final int BAD_REQUEST = 400;
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;

  private final Vertx vertx;
  private final Taker taker;
  private final List<Arrived> held = new ArrayList<>();
  private final LongAdder bodies = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private SinkBehaviour behaviour = new SinkBehaviour.Taking();

  Reception(Vertx vertx, Taker taker) {
    this.vertx = vertx;
    this.taker = taker;
  }

  SinkFigures figures() {
    return new SinkFigures(bodies.sum(), bytes.sum(), taker.samples(), rejected.sum());
  }

  /** Treats in the new way what has been held. */
  void behave(SinkBehaviour next) {
    behaviour = next;
    var waiting = List.copyOf(held);
    held.clear();
    waiting.forEach(this::treat);
  }

  void arrive(HttpServerRequest request) {
    if (behaviour instanceof SinkBehaviour.Resetting) {
      reset(request);
    } else {
      taker.read(request).onSuccess(body -> treat(new Arrived(request, body)));
    }
  }

  private void treat(Arrived arrived) {
    if (arrived.isGone()) {
      rejected.increment();
      return;
    }
    switch (behaviour) {
      case SinkBehaviour.Taking _ -> take(arrived, Duration.ZERO);
      case SinkBehaviour.Slow slow -> take(arrived, slow.delay());
      case SinkBehaviour.Refusing refusing -> refuse(arrived, refusing);
      case SinkBehaviour.Stalling _ -> hold(arrived);
      case SinkBehaviour.Resetting _, SinkBehaviour.Down _ -> reset(arrived.request());
    }
  }

  private void hold(Arrived arrived) {
    held.removeIf(Arrived::isGone);
    held.add(arrived);
  }

  private void take(Arrived arrived, Duration delay) {
    var protocol = arrived.protocol();
    if (protocol.isEmpty()) {
      reject(arrived, UNSUPPORTED_MEDIA_TYPE);
      return;
    }
    taker
        .take(protocol.get(), arrived.body())
        .onSuccess(written -> after(delay, () -> taken(arrived, protocol.get(), written)))
        .onFailure(_ -> reject(arrived, BAD_REQUEST));
  }

  private void taken(Arrived arrived, WriteProtocol protocol, Written written) {
    bodies.increment();
    bytes.add(arrived.body().length());
    var response = arrived.response().setStatusCode(NO_CONTENT);
    if (protocol == WriteProtocol.RW2) {
      written.eachHeader(response::putHeader);
    }
    response.end();
  }

  private void refuse(Arrived arrived, SinkBehaviour.Refusing refusing) {
    refusing
        .retryAfter()
        .ifPresent(wait ->
            arrived.response().putHeader("Retry-After", Long.toString(wait.toSeconds())));
    reject(arrived, refusing.status());
  }

  private void reject(Arrived arrived, int status) {
    rejected.increment();
    arrived.response().setStatusCode(status).end();
  }

  /** The sink's connections do not linger, so that closing one resets it. */
  private void reset(HttpServerRequest request) {
    rejected.increment();
    request.connection().close();
  }

  private void after(Duration delay, Runnable action) {
    if (delay.isZero()) {
      action.run();
    } else {
      vertx.setTimer(Math.max(1, delay.toMillis()), _ -> action.run());
    }
  }
}

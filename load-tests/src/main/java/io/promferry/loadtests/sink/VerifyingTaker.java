package io.promferry.loadtests.sink;

import io.promferry.loadtests.driver.WriteProtocol;
import io.promferry.loadtests.ledger.Ledger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * Enters each sample into a ledger, on a thread of its own. As many bodies wait as there are
 * connections, at most: on each there is one.
 */
final class VerifyingTaker implements Taker {
  private final Ledger ledger;
  private final BookedContents contents;
  private final WorkerExecutor worker;
  private final LongAdder samples = new LongAdder();

  VerifyingTaker(Vertx vertx, Ledger ledger) {
    this.ledger = ledger;
    this.contents = new BookedContents(ledger);
    this.worker = vertx.createSharedWorkerExecutor("ledger", 1);
  }

  @Override
  public Future<Body> read(HttpServerRequest request) {
    return request.body().map(content -> new Body(content.length(), content));
  }

  @Override
  public Future<Written> take(WriteProtocol protocol, Body body) {
    return worker
        .executeBlocking(() -> entered(protocol, body.content().getBytes()), false)
        .map(Objects::requireNonNull);
  }

  @Override
  public long samples() {
    return samples.sum();
  }

  private Written entered(WriteProtocol protocol, byte[] body) throws IOException {
    try {
      var written = MessageReader.read(protocol, body, contents);
      samples.add(written.samples() + written.histograms());
      return written;
    } catch (IOException unreadable) {
      ledger.unreadable(unreadable.getMessage());
      throw unreadable;
    }
  }
}

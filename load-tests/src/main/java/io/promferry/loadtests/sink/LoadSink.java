package io.promferry.loadtests.sink;

import io.promferry.loadtests.ledger.Ledger;
import io.promferry.loadtests.peer.FreePorts;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Stands in for a central store, under any path of a port of the loopback address: cheap where it
 * only counts, exact where it verifies, and as bad as it is told to be. Thread-safe.
 */
public final class LoadSink implements AutoCloseable {
  private static final Duration CHANGES_WITHIN = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final Context context;
  private final int port;
  private final Reception reception;
  private final Door door;

  /** The change that follows the others; used on the event loop. */
  private Future<Void> changed = Future.succeededFuture();

  private LoadSink(int port, Function<Vertx, Taker> taker) {
    this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    this.context = vertx.getOrCreateContext();
    this.port = port == 0 ? FreePorts.next() : port;
    this.reception = new Reception(vertx, taker.apply(vertx));
    this.door = new Door(vertx, this.port, reception::arrive);
    behave(new SinkBehaviour.Taking());
  }

  /**
   * Counts bodies and their bytes, and reads nothing of them.
   *
   * @param port 0 for a free one
   */
  public static LoadSink counting(int port) {
    return new LoadSink(port, _ -> new CountingTaker());
  }

  /**
   * Reads all of each body, and answers when the ledger has it.
   *
   * @param port 0 for a free one
   */
  public static LoadSink verifying(int port, Ledger ledger) {
    return new LoadSink(port, vertx -> new VerifyingTaker(vertx, ledger));
  }

  public int port() {
    return port;
  }

  public URI writeUri() {
    return URI.create("http://127.0.0.1:" + port + "/api/v1/write");
  }

  public SinkFigures figures() {
    return reception.figures();
  }

  /** Returns when it does. */
  public void behave(SinkBehaviour behaviour) {
    await(change(behaviour));
  }

  /** Behaves as the schedule says, from now on and until the schedule is closed. */
  public RunningSchedule follow(SinkSchedule schedule) {
    return RunningSchedule.start(vertx, schedule, this::change);
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  private Future<Void> change(SinkBehaviour next) {
    var done = Promise.<Void>promise();
    context.runOnContext(_ -> {
      changed = changed.transform(_ -> changeNow(next));
      changed.onComplete(done);
    });
    return done.future();
  }

  private Future<Void> changeNow(SinkBehaviour next) {
    reception.behave(next);
    return next instanceof SinkBehaviour.Down ? door.close() : door.open();
  }

  private static void await(Future<Void> done) {
    try {
      done.toCompletionStage()
          .toCompletableFuture()
          .get(CHANGES_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the sink changed", interrupted);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException("the sink cannot change", failure);
    }
  }
}

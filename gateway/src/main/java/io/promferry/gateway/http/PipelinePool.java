package io.promferry.gateway.http;

import io.promferry.gateway.pipeline.Scratch;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Threads for bodies that are too large for an event loop, so that one of them does not hold up the
 * small ones. A few may wait; past that it is full, and says so.
 */
public final class PipelinePool implements AutoCloseable {
  private static final int WAITING_PER_THREAD = 8;

  private final ExecutorService threads;

  /** Owns the threads; they refuse what is too much. */
  public PipelinePool(ExecutorService threads) {
    this.threads = threads;
  }

  /** A pool of so many threads. */
  public static PipelinePool of(int size) {
    return new PipelinePool(
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(size * WAITING_PER_THREAD),
            Thread.ofPlatform().name("pipeline-", 0).daemon().factory()));
  }

  /**
   * Runs the work with buffers of its own; the future completes on {@code context}, and fails with
   * a {@link RejectedExecutionException} when the pool is full.
   */
  <T> Future<T> run(Context context, Function<Scratch, T> work) {
    var promise = Promise.<T>promise();
    try {
      threads.execute(() -> {
        try {
          var result = work.apply(new Scratch());
          context.runOnContext(_ -> promise.complete(result));
        } catch (RuntimeException | Error e) {
          context.runOnContext(_ -> promise.fail(e));
        }
      });
    } catch (RejectedExecutionException e) {
      promise.fail(e);
    }
    return promise.future();
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}

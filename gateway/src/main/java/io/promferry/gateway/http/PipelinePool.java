package io.promferry.gateway.http;

import io.promferry.gateway.limits.TurnQueue;
import io.promferry.gateway.pipeline.Scratch;
import io.promferry.gateway.tenant.TenantId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Threads for bodies that are too large for an event loop, so that one of them does not hold up the
 * small ones. A few may wait, fewer of one tenant, and the tenants take turns; past that it is
 * full, and says so.
 */
public final class PipelinePool implements AutoCloseable {
  private static final int WAITING_PER_THREAD = 16;
  private static final int WAITING_OF_ONE_TENANT = 4;

  private final ExecutorService threads;
  private final TurnQueue<TenantId, Runnable> waiting;

  /** Owns the threads, of which there are {@code size}. */
  public PipelinePool(ExecutorService threads, int size) {
    this.threads = threads;
    this.waiting = new TurnQueue<>(size * WAITING_PER_THREAD, WAITING_OF_ONE_TENANT);
  }

  /** A pool of so many threads, which leave the cores to event loops that want them. */
  public static PipelinePool of(int size) {
    var threads = Thread.ofPlatform().name("pipeline-", 0).daemon().factory();
    return new PipelinePool(
        Executors.newFixedThreadPool(size, work -> threads.newThread(Background.of(work))), size);
  }

  /**
   * Runs the work with buffers of its own; the future completes on {@code context}, and fails with
   * a {@link RejectedExecutionException} when there is no room for more work of this tenant.
   */
  <T> Future<T> run(Context context, TenantId tenant, Function<Scratch, T> work) {
    var promise = Promise.<T>promise();
    if (!waiting.offer(tenant, () -> run(context, work, promise))) {
      return Future.failedFuture(
          new RejectedExecutionException("too much work waits, or too much of one tenant"));
    }
    try {
      threads.execute(() -> waiting.poll().ifPresent(Runnable::run));
    } catch (RejectedExecutionException e) {
      promise.fail(e);
    }
    return promise.future();
  }

  @Override
  public void close() {
    threads.shutdown();
  }

  private static <T> void run(Context context, Function<Scratch, T> work, Promise<T> promise) {
    try {
      var result = work.apply(new Scratch());
      context.runOnContext(_ -> promise.complete(result));
    } catch (RuntimeException | Error e) {
      context.runOnContext(_ -> promise.fail(e));
    }
  }
}

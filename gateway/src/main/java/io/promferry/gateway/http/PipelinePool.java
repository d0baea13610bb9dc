package io.promferry.gateway.http;

import io.promferry.gateway.limits.FairSlots;
import io.promferry.gateway.pipeline.Scratch;
import io.promferry.gateway.tenant.TenantId;
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
 * small ones. A few may wait; past that it is full, and says so. A tenant that takes all places
 * leaves some for others on top.
 */
public final class PipelinePool implements AutoCloseable {
  private static final int WAITING_PER_THREAD = 8;

  /** A tenant that has less than others may still take one place for so many. */
  private static final int PLACES_PER_KEPT = 4;

  private final ExecutorService threads;
  private final int places;
  private final FairSlots<TenantId> taken;

  /** Owns the threads; {@code places} is how many bodies one tenant may have there, positive. */
  public PipelinePool(ExecutorService threads, int places) {
    this.threads = threads;
    this.places = places;
    this.taken = new FairSlots<>(most(places));
  }

  /** A pool of so many threads. */
  public static PipelinePool of(int size) {
    int places = size + size * WAITING_PER_THREAD;
    return new PipelinePool(
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(most(places)),
            Thread.ofPlatform().name("pipeline-", 0).daemon().factory()),
        places);
  }

  private static int most(int places) {
    return places + Math.ceilDiv(places, PLACES_PER_KEPT);
  }

  /**
   * Runs a tenant's work with buffers of its own; the future completes on {@code context}, and
   * fails with a {@link RejectedExecutionException} when the pool is full, for all or for it.
   */
  <T> Future<T> run(TenantId tenant, Context context, Function<Scratch, T> work) {
    var answer = taken.take(tenant, places);
    if (answer != FairSlots.Answer.ROOM) {
      return Future.failedFuture(new RejectedExecutionException(answer.name()));
    }
    var promise = Promise.<T>promise();
    try {
      threads.execute(() -> runNow(tenant, context, work, promise));
    } catch (RejectedExecutionException e) {
      taken.release(tenant);
      promise.fail(e);
    }
    return promise.future();
  }

  private <T> void runNow(
      TenantId tenant, Context context, Function<Scratch, T> work, Promise<T> promise) {
    try {
      var result = work.apply(new Scratch());
      context.runOnContext(_ -> promise.complete(result));
    } catch (RuntimeException | Error e) {
      context.runOnContext(_ -> promise.fail(e));
    } finally {
      taken.release(tenant);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}

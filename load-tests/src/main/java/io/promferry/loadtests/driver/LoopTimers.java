package io.promferry.loadtests.driver;

import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.TimeUnit;

/** The timers of one event loop, which have no thread of their own. Used on it only. */
final class LoopTimers implements Timers {
  private final ContextInternal context;
  private final long start = System.nanoTime();

  LoopTimers(ContextInternal context) {
    this.context = context;
  }

  @Override
  public long nanos() {
    return System.nanoTime() - start;
  }

  @Override
  public Timer at(long nanos, Runnable task) {
    // Vert.x' own timers know whole milliseconds only.
    var waiting =
        context
            .nettyEventLoop()
            .schedule(
                () -> context.dispatch(task), Math.max(0, nanos - nanos()), TimeUnit.NANOSECONDS);
    return () -> waiting.cancel(false);
  }
}

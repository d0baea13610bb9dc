package io.promferry.gateway.auth;

import io.promferry.gateway.events.LogEvent;
import io.promferry.gateway.events.UnexpectedFailures;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches a ring's keys on a thread of its own: at once, then from time to time, sooner after a
 * failure, and when somebody has asked for a key that is not there.
 */
public final class KeyRefresher implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(KeyRefresher.class);

  /** The shortest time from one fetch that is asked for to the next. */
  static final Duration SHORTEST = Duration.ofSeconds(10);

  private final KeyRing ring;
  private final Duration period;
  private final Duration shortest;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("issuer-keys").factory());
  private final AtomicBoolean asked = new AtomicBoolean();
  private final UnexpectedFailures failures =
      new UnexpectedFailures(LogEvent.ISSUER_KEYS_ERROR, logger);
  private volatile long lastNanos;

  private KeyRefresher(KeyRing ring, Duration period, Duration shortest) {
    this.ring = ring;
    this.period = period;
    this.shortest = shortest;
    this.lastNanos = System.nanoTime() - shortest.toNanos();
  }

  /** {@code period} is the time between two fetches that nobody has asked for. */
  public static KeyRefresher start(KeyRing ring, Duration period) {
    return start(ring, period, SHORTEST);
  }

  static KeyRefresher start(KeyRing ring, Duration period, Duration shortest) {
    var refresher = new KeyRefresher(ring, period, shortest);
    refresher.thread.execute(refresher::regularly);
    return refresher;
  }

  private void regularly() {
    fetch();
    var next = ring.isFresh() || period.compareTo(shortest) < 0 ? period : shortest;
    schedule(this::regularly, next.toNanos());
  }

  /** Fetches soon; cheap to call again and again. */
  public void ask() {
    if (asked.compareAndSet(false, true)) {
      schedule(this::fetch, lastNanos + shortest.toNanos() - System.nanoTime());
    }
  }

  private void schedule(Runnable task, long delayNanos) {
    try {
      var _ = thread.schedule(task, Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      logger.atDebug().log("keys are not fetched any more");
    }
  }

  private void fetch() {
    lastNanos = System.nanoTime();
    asked.set(false);
    try {
      ring.fetch();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failures.happened(e, "fetching keys failed unexpectedly");
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

package io.promferry.loadtests.scenario;

import io.promferry.loadtests.report.Progress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does what a scenario says, each event at its time and after the one before, on a thread. */
final class Happenings implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Store store;
  private final Gateways gateways;
  private final NoiseMaker noise;
  private final Progress progress;
  private final ExecutorService thread;
  private final Future<?> done;
  private volatile long lastDisturbanceNanos;

  /**
   * Begins.
   *
   * @param startNanos of the time that counts
   */
  Happenings(
      List<Event> events,
      long startNanos,
      Store store,
      Gateways gateways,
      NoiseMaker noise,
      Progress progress) {
    this.store = store;
    this.gateways = gateways;
    this.noise = noise;
    this.progress = progress;
    this.lastDisturbanceNanos = startNanos;
    this.thread =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name("events").daemon().factory());
    this.done = thread.submit(() -> all(events, startNanos));
  }

  /** When the last event was over that may have kept writes waiting. */
  long lastDisturbanceNanos() {
    return lastDisturbanceNanos;
  }

  /** Fails if an event has failed. */
  void check() {
    if (done.isDone()) {
      await();
    }
  }

  /** Returns when all has been done. */
  void await() {
    try {
      done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("an event failed: " + e.getMessage(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("an event does not come to its end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in the middle of a scenario", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private Void all(List<Event> events, long startNanos) throws InterruptedException {
    for (var event : events) {
      TimeUnit.NANOSECONDS.sleep(startNanos + event.at().toNanos() - System.nanoTime());
      progress.say(Figures.text(event.at()) + ": " + event.what());
      run(event);
    }
    return null;
  }

  private void run(Event event) {
    switch (event) {
      case Event.Store change -> {
        store.behave(change.behaviour());
        lastDisturbanceNanos = System.nanoTime();
      }
      case Event.Gateway change -> {
        gateways.act(change.action(), change.number());
        if (change.action().disturbs()) {
          lastDisturbanceNanos = System.nanoTime();
        }
      }
      case Event.NoiseChange change -> noise.change(change.kinds(), change.intensity());
    }
  }
}

package io.promferry.loadtests.driver;

import static java.util.Comparator.comparingLong;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes when a test says so. */
final class ManualTimers implements Timers {
  private final List<Waiting> waiting = new ArrayList<>();
  private long now;

  private record Waiting(long nanos, Runnable task) {}

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public Timer at(long nanos, Runnable task) {
    var added = new Waiting(Math.max(now, nanos), task);
    waiting.add(added);
    return () -> waiting.remove(added);
  }

  /** Does everything that is to be done until then, each thing at its time. */
  void advanceTo(Duration time) {
    while (true) {
      var next =
          waiting.stream()
              .filter(one -> one.nanos() <= time.toNanos())
              .min(comparingLong(Waiting::nanos));
      if (next.isEmpty()) {
        now = time.toNanos();
        return;
      }
      waiting.remove(next.get());
      now = next.get().nanos();
      next.get().task().run();
    }
  }
}

package io.promferry.loadtests.sink;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Consumer;

/** The rest of a schedule, which a sink still has before it. */
public final class RunningSchedule implements AutoCloseable {
  private final Vertx vertx;
  private final List<Long> timers;

  private RunningSchedule(Vertx vertx, List<Long> timers) {
    this.vertx = vertx;
    this.timers = timers;
  }

  static RunningSchedule start(
      Vertx vertx, SinkSchedule schedule, Consumer<SinkBehaviour> behave) {
    var timers =
        schedule.steps().stream()
            .map(step ->
                vertx.setTimer(
                    Math.max(1, step.from().toMillis()), _ -> behave.accept(step.behaviour())))
            .toList();
    return new RunningSchedule(vertx, timers);
  }

  /** Forgets the steps to come; the sink goes on as it behaves now. */
  @Override
  public void close() {
    timers.forEach(vertx::cancelTimer);
  }
}

package io.promferry.loadtests.sink;

import java.time.Duration;
import java.util.List;

/** How a sink behaves over time: each step from its beginning to the next one's. */
public record SinkSchedule(List<Step> steps) {
  public SinkSchedule {
    steps = List.copyOf(steps);
  }

  /**
   * One step.
   *
   * @param from since the start of the schedule
   */
  public record Step(Duration from, SinkBehaviour behaviour) {}
}

package io.promferry.loadtests.driver;

import java.time.Duration;
import java.util.List;

/**
 * How much faster than its interval the load comes, over time: each step from its beginning to the
 * next one's.
 */
public record Pace(List<Step> steps) {
  public static final Pace EVEN = new Pace(List.of(new Step(Duration.ZERO, 1)));

  public Pace {
    steps = List.copyOf(steps);
  }

  /**
   * One step.
   *
   * @param from since the start of the run
   * @param times 1 as the interval says, 10 ten times as often
   */
  public record Step(Duration from, double times) {}
}

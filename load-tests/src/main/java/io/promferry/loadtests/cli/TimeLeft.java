package io.promferry.loadtests.cli;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Guesses from what is done since a task began how long the rest takes. Not thread-safe. */
final class TimeLeft {
  private static final double LEAST_TO_GO_BY = 0.01;

  private final LongSupplier nanos;
  private String task = "";
  private long began;
  private double doneThen;

  TimeLeft(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** For example {@code 1:05 left}; empty as long as there is nothing to go by. */
  String words(String what, double done) {
    if (!what.equals(task) || done < doneThen) {
      task = what;
      began = nanos.getAsLong();
      doneThen = done;
    }
    double since = done - doneThen;
    if (since < LEAST_TO_GO_BY || done >= 1) {
      return "";
    }
    var left = Duration.ofNanos((long) ((nanos.getAsLong() - began) / since * (1 - done)));
    return left.toHours() > 0
        ? "  %d:%02d:%02d left"
            .formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart())
        : "  %d:%02d left".formatted(left.toMinutes(), left.toSecondsPart());
  }
}

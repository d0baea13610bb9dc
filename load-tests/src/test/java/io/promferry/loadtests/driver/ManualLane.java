package io.promferry.loadtests.driver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection whose server answers when a test says so. */
final class ManualLane implements Lane {
  /** One attempt as the server has seen it. */
  record Seen(PlainBody.Read body, int attempt, Duration at) {}

  private final List<Seen> seen = new ArrayList<>();
  private final Timers timers;
  private @Nullable Consumer<Answer> waiting;

  ManualLane(Timers timers) {
    this.timers = timers;
  }

  @Override
  public void send(byte[] body, int attempt, Consumer<Answer> answer) {
    if (waiting != null) {
      throw new IllegalStateException("two attempts at a time");
    }
    seen.add(new Seen(PlainBody.Read.of(body), attempt, Duration.ofNanos(timers.nanos())));
    waiting = answer;
  }

  @Override
  public void abandon(String kind) {
    answer(new Answer.Failure(kind));
  }

  @Override
  public void close() {
    waiting = null;
  }

  void answer(int status) {
    answer(new Answer.Status(status, Duration.ZERO));
  }

  void answer(Answer answer) {
    var told = waiting;
    if (told == null) {
      throw new IllegalStateException("nothing to answer");
    }
    waiting = null;
    told.accept(answer);
  }

  List<Seen> seen() {
    return seen;
  }
}

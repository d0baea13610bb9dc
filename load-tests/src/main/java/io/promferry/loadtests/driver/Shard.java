package io.promferry.loadtests.driver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One queue of a tenant's Prometheus: sends one body at a time, in order, and each until it is
 * taken or refused for good. Of the writes that wait it knows only how many there are. Confined to
 * its event loop.
 */
final class Shard {
  /** Prometheus' {@code remote_timeout}. */
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final int tenant;
  private final int number;
  private final Run run;
  private final Lane lane;
  private final Backoff backoff = new Backoff();
  private long due;
  private long settled;
  private int attempt;
  private boolean halted;
  private Timers.@Nullable Timer timer;

  Shard(int tenant, int number, Run run, Lane lane) {
    this.tenant = tenant;
    this.number = number;
    this.run = run;
    this.lane = lane;
  }

  /** The next of its writes is due. */
  void add() {
    boolean isIdle = due == settled;
    due++;
    if (isIdle) {
      var write = write();
      run.tally().left(run.timers().nanos() - write.dueNanos());
      begin(write);
    }
  }

  /** Nothing is sent or told any more. */
  void halt() {
    halted = true;
    stopTimer();
    lane.close();
  }

  private Write write() {
    return run.schedule().ofShard(tenant, number, settled);
  }

  private void begin(Write write) {
    attempt = 0;
    backoff.reset();
    run.deliveries().sending(tenant, write.body(), write.timestamp(), write.generation());
    send(write);
  }

  private void send(Write write) {
    after(TIMEOUT, () -> lane.abandon(FailureKind.TIMEOUT));
    lane.send(write.bytes(), attempt, answer -> answered(write, answer));
  }

  private void answered(Write write, Answer answer) {
    if (halted) {
      return;
    }
    stopTimer();
    run.tally().answered(answer);
    switch (Verdict.of(answer, run.plan())) {
      case TAKEN -> taken(write);
      case DROPPED -> dropped(write, answer.status());
      case AGAIN -> again(write, answer);
    }
  }

  private void taken(Write write) {
    run.tally().acknowledged(write, run.timers().nanos());
    run.deliveries().acknowledged(tenant, write.body(), write.timestamp(), write.generation());
    settle();
  }

  private void dropped(Write write, int status) {
    run.tally().dropped();
    run.deliveries().dropped(tenant, write.body(), write.timestamp(), write.generation(), status);
    settle();
  }

  private void again(Write write, Answer answer) {
    attempt++;
    after(backoff.pause(answer.retryAfter()), () -> send(write));
  }

  private void settle() {
    settled++;
    run.settled();
    if (due > settled) {
      begin(write());
    }
  }

  private void after(Duration pause, Runnable task) {
    timer = run.timers().at(run.timers().nanos() + pause.toNanos(), task);
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}

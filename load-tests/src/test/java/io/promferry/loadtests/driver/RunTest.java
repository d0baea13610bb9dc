package io.promferry.loadtests.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunTest {
  private final ManualTimers timers = new ManualTimers();
  private final Told told = new Told();
  private final List<ManualLane> lanes = new ArrayList<>();

  @Test
  void sendsABodyOfEachScrapeWhenItIsDue() {
    start(Plans.of(1, 1, Duration.ofSeconds(2)), 2);

    for (int half = 0; half < 6; half++) {
      timers.advanceTo(Duration.ofMillis(500L * half));
      if (half < 4) {
        only().answer(204);
      }
    }

    assertThat(only().seen())
        .extracting(seen -> seen.at().toMillis())
        .containsExactly(0L, 500L, 1000L, 1500L);
    assertThat(only().seen())
        .extracting(seen -> seen.body().timestamp() - Plans.FIRST)
        .containsExactly(0L, 0L, 1000L, 1000L);
  }

  @Test
  void triesABodyAgainUntilItIsTakenAndAcknowledgesItOnce() {
    var run = start(Plans.of(1, 1, Duration.ofMillis(1)), 1);
    timers.advanceTo(Duration.ZERO);

    only().answer(503);
    timers.advanceTo(Duration.ofMillis(30));
    only().answer(new Answer.Failure("reset"));
    timers.advanceTo(Duration.ofMillis(90));
    only().answer(204);

    assertThat(told.events()).containsExactly("sending 0/0@0", "acknowledged 0/0@0");
    assertThat(only().seen()).extracting(ManualLane.Seen::attempt).containsExactly(0, 1, 2);
    assertThat(run.tally().figures(Duration.ZERO, Duration.ZERO).answers())
        .containsOnly(
            entry("503", 1L), entry("reset", 1L), entry("204", 1L));
  }

  @Test
  void countsTheLatencyFromTheDueTimeEvenOfABodyThatWaitedBehindAnother() {
    var run = start(Plans.of(1, 1, Duration.ofSeconds(3)), 1);
    timers.advanceTo(Duration.ofMillis(2500));
    assertThat(only().seen()).hasSize(1);

    only().answer(204);
    only().answer(204);
    only().answer(204);

    var latency = run.tally().figures(Duration.ZERO, Duration.ZERO).latencyMicros();
    assertThat(latency.getTotalCount()).isEqualTo(3);
    for (long micros : List.of(2_500_000, 1_500_000, 500_000)) {
      assertThat(latency.getCountAtValue(micros)).isEqualTo(1);
    }
  }

  @Test
  void sendsAShardsBodiesInOrderThoughTheFirstIsRefusedForAWhile() {
    start(Plans.of(1, 1, Duration.ofSeconds(2)), 2);
    timers.advanceTo(Duration.ofMillis(1600));
    only().answer(503);
    timers.advanceTo(Duration.ofMillis(1630));
    for (int taken = 0; taken < 4; taken++) {
      only().answer(204);
    }

    assertThat(told.events())
        .containsExactly(
            "sending 0/0@0", "acknowledged 0/0@0", "sending 0/1@0", "acknowledged 0/1@0",
            "sending 0/0@1000", "acknowledged 0/0@1000", "sending 0/1@1000",
            "acknowledged 0/1@1000");
  }

  @Test
  void waitsAsLongAsTheServerAsks() {
    start(Plans.of(1, 1, Duration.ofMillis(1)), 1);
    timers.advanceTo(Duration.ZERO);

    only().answer(new Answer.Status(503, Duration.ofSeconds(7)));
    timers.advanceTo(Duration.ofSeconds(20));

    assertThat(only().seen()).extracting(ManualLane.Seen::at).contains(Duration.ofSeconds(7));
  }

  @Test
  void dropsWhatIsRefusedForGoodAndGoesOn() {
    start(Plans.of(1, 1, Duration.ofMillis(501)), 2);
    timers.advanceTo(Duration.ofMillis(500));

    only().answer(400);
    only().answer(429);

    assertThat(told.events())
        .containsExactly(
            "sending 0/0@0", "dropped for 400 0/0@0", "sending 0/1@0", "dropped for 429 0/1@0");
  }

  @Test
  void triesA429AgainWhenItIsTold() {
    var plan = Plans.of(1, 1, Duration.ofMillis(1));
    start(
        new DriverPlan(
            plan.load(), plan.target(), plan.pace(), plan.time(), plan.firstTimestamp(), true, true),
        1);
    timers.advanceTo(Duration.ZERO);

    only().answer(429);
    timers.advanceTo(Duration.ofMillis(30));

    assertThat(only().seen()).hasSize(2);
  }

  @Test
  void triesOnceWhereNothingIsRepeated() {
    var plan = Plans.of(1, 1, Duration.ofMillis(1));
    start(
        new DriverPlan(
            plan.load(), plan.target(), plan.pace(), plan.time(), plan.firstTimestamp(), false),
        1);
    timers.advanceTo(Duration.ZERO);

    only().answer(503);

    assertThat(told.events()).containsExactly("sending 0/0@0", "dropped for 503 0/0@0");
  }

  @Test
  void givesAnAnswerUpAfterPrometheusTimeout() {
    var run = start(Plans.of(1, 1, Duration.ofMillis(1)), 1);
    timers.advanceTo(Shard.TIMEOUT);
    timers.advanceTo(Shard.TIMEOUT.plus(Backoff.MIN));

    assertThat(only().seen()).hasSize(2);
    assertThat(run.tally().figures(Duration.ZERO, Duration.ZERO).answers())
        .containsOnly(entry("timeout", 1L));
  }

  @Test
  void holdsUpNoOtherShard() {
    start(Plans.of(2, 2, Duration.ofSeconds(1)), 4);
    timers.advanceTo(Duration.ofSeconds(1));

    assertThat(lanes).hasSize(4).allSatisfy(lane -> assertThat(lane.seen()).hasSize(1));
  }

  @Test
  void isDoneWhenTheLastDueBodyIsSettled() {
    var run = start(Plans.of(1, 1, Duration.ofSeconds(1)), 1);
    timers.advanceTo(Duration.ofMillis(999));
    only().answer(204);
    assertThat(run.over()).isNotDone();

    timers.advanceTo(Duration.ofSeconds(1));

    assertThat(run.over()).isCompleted();
    assertThat(run.done()).isCompleted();
  }

  @Test
  void letsNothingBecomeDueAfterItIsStopped() {
    var run = start(Plans.of(1, 1, Duration.ofHours(1)), 1);
    timers.advanceTo(Duration.ofMillis(1500));
    run.stop();
    timers.advanceTo(Duration.ofSeconds(20));
    assertThat(run.done()).isNotDone();

    only().answer(204);
    only().answer(204);

    assertThat(run.done()).isCompleted();
    assertThat(only().seen()).hasSize(2);
  }

  @Test
  void tellsAndSendsNothingAfterItIsHalted() {
    var run = start(Plans.of(1, 1, Duration.ofHours(1)), 1);
    timers.advanceTo(Duration.ZERO);
    only().answer(503);

    run.halt();
    timers.advanceTo(Duration.ofMinutes(10));

    assertThat(only().seen()).hasSize(1);
    assertThat(told.events()).containsExactly("sending 0/0@0");
  }

  @Test
  void recordsHowLateTheDriverItselfIs() {
    var run = start(Plans.of(1, 1, Duration.ofSeconds(2)), 1);
    timers.advanceTo(Duration.ofMillis(2500));

    var lateness = run.tally().figures(Duration.ZERO, Duration.ZERO).latenessMicros();
    assertThat(lateness.getTotalCount()).isEqualTo(1);
    assertThat(lateness.getMaxValue()).isZero();
  }

  private Run start(DriverPlan plan, int bodies) {
    var run =
        new Run(
            plan,
            Plans.bodies(bodies, plan.load().shards()),
            told,
            timers,
            _ -> {
              var lane = new ManualLane(timers);
              lanes.add(lane);
              return lane;
            });
    run.proceed();
    return run;
  }

  private ManualLane only() {
    return lanes.getFirst();
  }
}

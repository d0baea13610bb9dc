package io.promferry.loadtests.driver;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final long MILLI = 1_000_000;

  @Test
  void spreadsTheWritesOfAScrapeEvenlyOverTheInterval() {
    var schedule = new Schedule(Plans.of(4, 1, SECOND), Plans.bodies(5, 1), Plans.NO_CHURN);

    assertThat(dueMillis(schedule))
        .isEqualTo(LongStream.range(0, 20).mapToObj(write -> write * 50).toList());
  }

  @Test
  void spreadsTheWritesOfEachShardAndTenantEvenly() {
    var schedule = new Schedule(Plans.of(2, 2, SECOND), Plans.bodies(4, 2), Plans.NO_CHURN);

    assertThat(ofShard(schedule, 0, 0, 4))
        .extracting(write -> write.dueNanos() / MILLI)
        .containsExactly(0L, 500L, 1000L, 1500L);
    assertThat(ofShard(schedule, 1, 1, 4))
        .extracting(write -> write.dueNanos() / MILLI)
        .containsExactly(375L, 875L, 1375L, 1875L);
  }

  @Test
  void givesEachShardItsOwnBodiesInTheOrderInWhichTheyAreDue() {
    var plan = Plans.of(3, 2, Duration.ofSeconds(3));
    var schedule = new Schedule(plan, Plans.bodies(5, 2), Plans.NO_CHURN);

    var seen = new int[3][2];
    for (long write = 0; schedule.has(write); write++) {
      int tenant = schedule.tenant(write);
      var body = schedule.body(write);
      var expected = schedule.ofShard(tenant, body.shard(), seen[tenant][body.shard()]++);
      assertThat(expected.body()).isEqualTo(body);
      assertThat(expected.dueNanos()).isEqualTo(schedule.dueNanos(write));
    }
    assertThat(seen).isDeepEqualTo(new int[][] {{9, 6}, {9, 6}, {9, 6}});
  }

  @Test
  void sendsTenTimesAsManyWritesInABurstAndKeepsTheirTimestampsAnIntervalApart() {
    var burst =
        new Pace(
            List.of(
                new Pace.Step(Duration.ZERO, 1),
                new Pace.Step(Duration.ofSeconds(2), 10),
                new Pace.Step(Duration.ofSeconds(5), 1)));
    var even = Plans.of(1, 1, Duration.ofSeconds(7));
    var plan = Plans.of(even.load(), burst, even.time(), even.target().address(), true);
    var schedule = new Schedule(plan, Plans.bodies(1, 1), Plans.NO_CHURN);

    assertThat(dueMillis(schedule)).hasSize(2 + 30 + 2).contains(2000L, 2100L, 4900L, 6000L);
    assertThat(ofShard(schedule, 0, 0, 34).getLast().timestamp())
        .isEqualTo(Plans.FIRST + 33 * 1000);
  }

  @Test
  void hasNothingDueWhileThePaceIsZero() {
    var pause =
        new Pace(
            List.of(
                new Pace.Step(Duration.ofSeconds(1), 0), new Pace.Step(Duration.ofSeconds(9), 1)));
    var even = Plans.of(1, 1, Duration.ofSeconds(11));
    var plan = Plans.of(even.load(), pause, even.time(), even.target().address(), true);

    assertThat(dueMillis(new Schedule(plan, Plans.bodies(1, 1), Plans.NO_CHURN)))
        .containsExactly(0L, 9000L, 10_000L);
  }

  @Test
  void hasTheSeriesReplacedAtTheTimeOfTheirScrape() {
    var schedule =
        new Schedule(
            Plans.of(1, 1, SECOND),
            Plans.bodies(2, 1),
            (body, timestamp) -> body.number() * 10 + (int) ((timestamp - Plans.FIRST) / 1000));

    assertThat(ofShard(schedule, 0, 0, 4))
        .extracting(Write::generation)
        .containsExactly(0, 10, 1, 11);
  }

  private static List<Long> dueMillis(Schedule schedule) {
    return LongStream.iterate(0, schedule::has, write -> write + 1)
        .mapToObj(write -> schedule.dueNanos(write) / MILLI)
        .collect(toList());
  }

  private static List<Write> ofShard(Schedule schedule, int tenant, int shard, int count) {
    var writes = new ArrayList<Write>();
    for (int index = 0; index < count; index++) {
      writes.add(schedule.ofShard(tenant, shard, index));
    }
    return writes;
  }
}

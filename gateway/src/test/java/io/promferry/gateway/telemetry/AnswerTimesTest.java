package io.promferry.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.telemetry.AnswerTimes.Summary;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AnswerTimesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AtomicLong nanos = new AtomicLong(-MINUTE.toNanos());
  private final AnswerTimes times = new AnswerTimes(nanos::get);

  @Test
  void knowsNothingWithoutAnswers() {
    assertThat(times.recent()).isEmpty();
  }

  @Test
  void tellsHalfOfThemFromTheSlowest() {
    answered(98, Duration.ofMillis(10));
    answered(2, Duration.ofSeconds(3));

    var recent = recent();
    assertThat(recent.answers()).isEqualTo(100);
    assertIsAbout(recent.median(), Duration.ofMillis(10));
    assertIsAbout(recent.p99(), Duration.ofSeconds(3));
  }

  @Test
  void doesNotCountOneInAHundredForTheSlowest() {
    answered(99, Duration.ofMillis(10));
    answered(1, Duration.ofSeconds(3));

    assertIsAbout(recent().p99(), Duration.ofMillis(10));
  }

  @Test
  void agreesWithSortedTimesToAnEighth() {
    var random = new Random(1);
    var all = new long[999];
    for (int i = 0; i < all.length; i++) {
      all[i] = (long) Math.exp(random.nextDouble(Math.log(1e5), Math.log(1e11)));
      times.answered(all[i]);
    }
    Arrays.sort(all);

    assertIsAbout(recent().median(), Duration.ofNanos(all[499]));
    assertIsAbout(recent().p99(), Duration.ofNanos(all[989]));
  }

  @Test
  void boundsWhatIsShorterOrLongerThanItTells() {
    times.answered(0);
    assertThat(recent().median()).isLessThan(Duration.ofMillis(1));
    times.answered(Long.MAX_VALUE);
    assertThat(recent().p99()).isGreaterThan(Duration.ofMinutes(2));
  }

  @Test
  void forgetsAfterTheNextMinute() {
    answered(1, Duration.ofMillis(10));
    pass(MINUTE);
    answered(1, Duration.ofMillis(10));
    assertThat(recent().answers()).isEqualTo(2);

    pass(MINUTE);
    assertThat(recent().answers()).isEqualTo(1);
    pass(MINUTE);
    assertThat(times.recent()).isEmpty();
  }

  @Test
  void forgetsAfterAPause() {
    answered(1, Duration.ofMillis(10));
    pass(MINUTE.multipliedBy(2));

    assertThat(times.recent()).isEmpty();
  }

  private Summary recent() {
    return times.recent().orElseThrow();
  }

  private void answered(int count, Duration time) {
    for (int i = 0; i < count; i++) {
      times.answered(time.toNanos());
    }
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static void assertIsAbout(Duration told, Duration time) {
    assertThat(told).isBetween(time, time.plus(time.dividedBy(8)).plusNanos(1_000));
  }
}

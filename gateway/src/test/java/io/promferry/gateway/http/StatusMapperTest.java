package io.promferry.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusMapperTest {
  @Test
  void asksToComeBackWithinThirtySecondsAndNotAllAtOnce() {
    var random = new SplittableRandom(1);

    for (int asked : new int[] {-5, 0, 1, 2, 5, 30, 86_400}) {
      var seconds =
          random.ints(1_000).map(_ -> StatusMapper.jittered(asked, random)).boxed().toList();
      assertThat(seconds).allMatch(s -> s >= 1 && s <= 30);
    }
    assertThat(random.ints(100).map(_ -> StatusMapper.jittered(10, random)).distinct().count())
        .isGreaterThan(3);
  }

  @Test
  void neverAsksToComeBackBeforeADebtIsPaid() {
    var random = new SplittableRandom(1);

    assertThat(asked(Duration.ofNanos(1), random)).containsOnly(1, 2);
    assertThat(asked(Duration.ofMillis(10_001), random)).allMatch(s -> s >= 11 && s <= 17);
    assertThat(asked(Duration.ofMillis(10_001), random)).hasSizeGreaterThan(3);
    assertThat(asked(Duration.ofSeconds(25), random)).allMatch(s -> s >= 25 && s <= 30);
    assertThat(asked(Duration.ofDays(400), random)).containsOnly(30);
  }

  private static Set<Integer> asked(Duration debt, SplittableRandom random) {
    return random
        .ints(1_000)
        .map(_ -> StatusMapper.notBefore(debt, random))
        .boxed()
        .collect(Collectors.toSet());
  }

  @Test
  void tellsVmagentWhatCanNeverPassWithAStatusThatItDoesNotRepeat() {
    var tooLarge = new WriteOutcome.TooLarge("too large");

    assertThat(status(tooLarge, "Prometheus/3.5.0")).isEqualTo(413);
    assertThat(status(tooLarge, "vmagent")).isEqualTo(400);
    assertThat(status(tooLarge, null)).isEqualTo(413);
    assertThat(status(new WriteOutcome.Overloaded("full"), "vmagent")).isEqualTo(503);
  }

  private static int status(WriteOutcome outcome, @Nullable String userAgent) {
    return StatusMapper.answer(new Reply(outcome, null, SenderProfile.of(userAgent)))
        .orElseThrow()
        .status();
  }
}

package io.promferry.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
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

package io.promferry.loadtests.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff();

  @Test
  void doublesFromThirtyMillisecondsToFiveSeconds() {
    assertThat(IntStream.range(0, 10).mapToObj(_ -> millis(Duration.ZERO)))
        .containsExactly(30L, 60L, 120L, 240L, 480L, 960L, 1920L, 3840L, 5000L, 5000L);
  }

  @Test
  void waitsAsLongAsItIsAskedToThoughThatIsMoreThanTheMost() {
    assertThat(millis(Duration.ofSeconds(30))).isEqualTo(30_000);
    assertThat(millis(Duration.ZERO)).isEqualTo(5000);
  }

  @Test
  void beginsAnewForTheNextBody() {
    millis(Duration.ZERO);
    backoff.reset();

    assertThat(millis(Duration.ZERO)).isEqualTo(30);
  }

  private long millis(Duration retryAfter) {
    return backoff.pause(retryAfter).toMillis();
  }
}

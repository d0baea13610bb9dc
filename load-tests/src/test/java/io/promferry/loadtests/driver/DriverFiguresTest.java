package io.promferry.loadtests.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriverFiguresTest {
  private final Tally tally = new Tally();
  private final BodyTemplate body = new PlainBody(0, 0, 10);

  @Test
  void areSaturatedWhenThingsLeaveLate() {
    tally.left(Duration.ofMillis(20).toNanos());

    var figures = figures(1, Duration.ZERO);

    assertThat(figures.isSaturated(DriverFigures.MOST_LATENESS)).isTrue();
    assertThat(figures.isSaturated(Duration.ofMillis(21))).isFalse();
  }

  @Test
  void areSaturatedWhenTheCoreWasFullForLong() {
    var most = DriverFigures.MOST_LATENESS;

    assertThat(figures(1, Duration.ofSeconds(4)).isSaturated(most)).isFalse();
    assertThat(figures(1, Duration.ofSeconds(5)).isSaturated(most)).isTrue();
  }

  @Test
  void leaveOutWhatWasBefore() {
    take(1_000_000);
    var before = figures(1, Duration.ZERO);
    take(3_000_000);
    var since = figures(5, Duration.ZERO).since(before);

    assertThat(since.time()).isEqualTo(Duration.ofSeconds(4));
    assertThat(since.samplesDue()).isEqualTo(10);
    assertThat(since.samplesAcknowledged()).isEqualTo(10);
    assertThat(since.bodiesAcknowledged()).isEqualTo(1);
    assertThat(since.answers()).isEqualTo(Map.of("204", 1L));
    assertThat(since.latencyMicros().getTotalCount()).isEqualTo(1);
    assertThat(since.latencyMicros().getCountAtValue(3000)).isEqualTo(1);
  }

  private void take(long nanos) {
    tally.due(body);
    tally.answered(new Answer.Status(204, Duration.ZERO));
    tally.acknowledged(new Write(0, body, 0, 0, 0), nanos);
  }

  private DriverFigures figures(long seconds, Duration mostFull) {
    return tally.figures(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds), mostFull);
  }
}

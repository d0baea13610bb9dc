package io.promferry.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.status.History.Minute;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final Minute NOTHING = new Minute(0, 0);

  private final History history = new History();
  private long now = Instant.parse("2026-01-02T09:59:30Z").toEpochMilli();

  @Test
  void countsMinuteByMinute() {
    history.accepted(now, 40);
    history.accepted(now, 2);
    pass(Duration.ofMinutes(1));
    history.accepted(now, 7);
    history.refused(now);
    pass(Duration.ofMinutes(2));

    var minutes = history.until(now);
    assertThat(minutes).hasSize(60);
    assertThat(minutes.subList(56, 60))
        .containsExactly(new Minute(42, 0), new Minute(7, 1), NOTHING, NOTHING);
    assertThat(minutes.subList(0, 56)).containsOnly(NOTHING);
  }

  @Test
  void forgetsWhatIsOlderThanAnHour() {
    history.accepted(now, 40);
    history.refused(now);
    pass(Duration.ofMinutes(59));
    assertThat(history.until(now).getFirst()).isEqualTo(new Minute(40, 1));

    pass(Duration.ofMinutes(1));
    assertThat(history.until(now)).containsOnly(NOTHING);
    history.accepted(now, 1);
    assertThat(history.until(now).getLast()).isEqualTo(new Minute(1, 0));
  }

  private void pass(Duration time) {
    now += time.toMillis();
  }
}

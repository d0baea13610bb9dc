package io.promferry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final List<Integer> TENANTS = IntStream.range(0, 3_000).boxed().toList();

  private final Turns<Integer> turns = new Turns<>(at(0));

  @Test
  void beginAnIntervalLater() {
    assertThat(turns.areOver(at(29_999), EVERY)).isFalse();
    assertThat(turns.areOver(at(30_000), EVERY)).isTrue();
    assertThat(turns.hasNext(at(30_000), EVERY)).isFalse();
  }

  @Test
  void comeEvenlyOverTheInterval() {
    turns.begin(TENANTS, at(0));

    var taken = new ArrayList<Integer>();
    for (int tick = 0; tick <= 300; tick++) {
      int before = taken.size();
      takeAll(at(tick * 100L), taken);
      assertThat(taken.size() - before).isBetween(1, 11);
    }

    assertThat(taken).isEqualTo(TENANTS);
    assertThat(turns.areOver(at(30_000), EVERY)).isTrue();
  }

  @Test
  void areAllDueWhenTheIntervalHasPassedAndEndItOnlyThen() {
    turns.begin(TENANTS, at(0));
    assertThat(turns.areOver(at(90_000), EVERY)).isFalse();

    var taken = new ArrayList<Integer>();
    takeAll(at(90_000), taken);

    assertThat(taken).isEqualTo(TENANTS);
    assertThat(turns.areOver(at(90_000), EVERY)).isTrue();
  }

  private void takeAll(long now, List<Integer> taken) {
    while (turns.hasNext(now, EVERY)) {
      taken.add(turns.next());
    }
  }

  /** As a clock that may begin anywhere says it. */
  private static long at(long millis) {
    return Long.MAX_VALUE - 1_000_000 + Duration.ofMillis(millis).toNanos();
  }
}

package io.promferry.loadtests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private final Backlog backlog = new Backlog(100);

  @Test
  void countsFromTheDisturbanceToTheLastTimeItWasBehind() {
    backlog.look(Duration.ofSeconds(10), 500);
    backlog.look(Duration.ofSeconds(20), 201);
    backlog.look(Duration.ofSeconds(21), 200);

    assertThat(backlog.recoveredAfter(Duration.ofSeconds(15))).contains(Duration.ofSeconds(5));
  }

  @Test
  void isUpToDateAtOnceWhereNothingHadToWait() {
    backlog.look(Duration.ofSeconds(10), 100);

    assertThat(backlog.recoveredAfter(Duration.ofSeconds(9))).contains(Duration.ZERO);
  }

  @Test
  void isNotUpToDateWhileItIsBehind() {
    backlog.look(Duration.ofSeconds(10), 201);

    assertThat(backlog.recoveredAfter(Duration.ofSeconds(5))).isEmpty();
  }
}

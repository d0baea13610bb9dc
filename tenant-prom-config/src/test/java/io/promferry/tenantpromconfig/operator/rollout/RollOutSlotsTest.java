package io.promferry.tenantpromconfig.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RollOutSlotsTest {
  @Test
  void letsNoMoreBeginThanMay() {
    var slots = new RollOutSlots(2, Set::of);

    assertThat(slots.take("a")).isTrue();
    assertThat(slots.take("b")).isTrue();
    assertThat(slots.take("c")).isFalse();
    assertThat(slots.take("a")).isTrue();
  }

  @Test
  void letsTheNextBeginWhenOneIsDone() {
    var slots = new RollOutSlots(1, Set::of);
    slots.take("a");
    slots.release("a");

    assertThat(slots.take("b")).isTrue();
  }

  @Test
  void countsThoseThatBeganBeforeTheOperatorDid() {
    var slots = new RollOutSlots(1, () -> Set.of("a"));

    assertThat(slots.take("b")).isFalse();
    assertThat(slots.take("a")).isTrue();
  }
}

package io.promferry.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.limits.FairSlots.Answer;
import org.junit.jupiter.api.Test;

class FairSlotsTest {
  private static final int MOST = 20;

  private final FairSlots<String> slots = new FairSlots<>(MOST);

  @Test
  void givesAllSlotsToOneAlone() {
    assertThat(takeAll("a", 16)).isEqualTo(16);
    assertThat(slots.look("a", 16)).isEqualTo(Answer.FULL);
  }

  @Test
  void givesANewcomerItsShareOnTopAndNothingMoreToWhoeverHasMore() {
    takeAll("a", 8);

    assertThat(takeAll("b", 8)).isEqualTo(4);
    assertThat(slots.look("b", 8)).isEqualTo(Answer.SHARE_USED);
    slots.release("a");
    assertThat(slots.look("a", 8)).isEqualTo(Answer.SHARE_USED);
  }

  @Test
  void givesNothingOnTopOnceThereAreAsManyHoldersAsSlots() {
    takeAll("a", 3);
    assertThat(slots.take("b", 3)).isEqualTo(Answer.ROOM);
    assertThat(slots.take("c", 3)).isEqualTo(Answer.ROOM);

    assertThat(slots.take("d", 3)).isEqualTo(Answer.FULL);
  }

  @Test
  void neverExceedsTheMost() {
    takeAll("a", 18);

    assertThat(takeAll("b", 18)).isEqualTo(2);
    assertThat(slots.look("b", 18)).isEqualTo(Answer.FULL);
  }

  @Test
  void letsANewcomerInAfterThereHaveBecomeFewer() {
    takeAll("a", 16);

    assertThat(slots.take("b", 4)).isEqualTo(Answer.ROOM);
    assertThat(slots.take("a", 4)).isEqualTo(Answer.SHARE_USED);
  }

  @Test
  void takesNothingWhenItOnlyLooks() {
    slots.look("a", 4);

    assertThat(slots.taken()).isZero();
  }

  @Test
  void forgetsWhoHasGivenEverythingBack() {
    takeAll("a", 4);
    for (int i = 0; i < 4; i++) {
      slots.release("a");
    }

    assertThat(takeAll("b", 4)).isEqualTo(4);
  }

  private int takeAll(String who, int of) {
    int taken = 0;
    while (slots.take(who, of) == Answer.ROOM) {
      taken++;
    }
    return taken;
  }
}

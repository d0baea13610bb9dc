package io.promferry.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TurnQueueTest {
  private final TurnQueue<String, String> queue = new TurnQueue<>(5, 3);

  @Test
  void letsEverybodyHaveATurn() {
    offer("a", "a1", "a2", "a3");
    offer("b", "b1", "b2");

    assertThat(pollAll()).containsExactly("a1", "b1", "a2", "b2", "a3");
  }

  @Test
  void hasRoomForOthersWhenOneHasPutInAllThatHeMay() {
    offer("a", "a1", "a2", "a3");

    assertThat(queue.offer("a", "a4")).isFalse();
    assertThat(queue.offer("b", "b1")).isTrue();
  }

  @Test
  void hasRoomForSoManyInAll() {
    offer("a", "a1", "a2", "a3");
    offer("b", "b1", "b2");

    assertThat(queue.offer("c", "c1")).isFalse();
    assertThat(queue.poll()).hasValue("a1");
    assertThat(queue.offer("c", "c1")).isTrue();
  }

  private void offer(String who, String... items) {
    for (var item : items) {
      assertThat(queue.offer(who, item)).isTrue();
    }
  }

  private List<String> pollAll() {
    return Stream.generate(queue::poll)
        .takeWhile(Optional::isPresent)
        .map(Optional::orElseThrow)
        .toList();
  }
}

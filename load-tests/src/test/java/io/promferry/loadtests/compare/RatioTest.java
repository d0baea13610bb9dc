package io.promferry.loadtests.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTest {
  @Test
  void comparesRepetitionByRepetition() {
    var ratio = Ratio.ofPairs(List.of(100.0, 400.0, 300.0), List.of(200.0, 1600.0, 300.0));

    assertThat(ratio).isEqualTo(new Ratio(0.5, 0.25, 1));
  }

  @Test
  void leavesOutWhatOnlyOneHas() {
    assertThat(Ratio.ofPairs(List.of(1.0, 2.0, 9.0), List.of(2.0, 4.0)))
        .isEqualTo(new Ratio(0.5, 0.5, 0.5));
  }

  @Test
  void takesTheMeanOfTheTwoInTheMiddle() {
    assertThat(Ratio.ofPairs(List.of(1.0, 2.0), List.of(1.0, 1.0)).median()).isEqualTo(1.5);
  }

  @Test
  void refusesToCompareWithNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> Ratio.ofPairs(List.of(1.0), List.of()));
  }
}

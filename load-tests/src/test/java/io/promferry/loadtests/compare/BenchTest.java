package io.promferry.loadtests.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTest {
  @Test
  void keepsTheTestedCoreApartFromTheHarness() {
    assertThat(Bench.of(List.of(2, 3, 5))).isEqualTo(new Bench(2, 5));
  }

  @Test
  void refusesAMachineWithOneCore() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Bench.of(List.of(0)))
        .withMessageContaining("two cores");
  }
}

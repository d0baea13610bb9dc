package io.promferry.loadtests.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.loadtests.driver.WriteProtocol;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class SeriesIndexTest {
  private static final int SERIES = 1000;
  private static final int GENERATIONS = 100;

  private final SmallLoad load = SmallLoad.of(1, 1, SERIES, WriteProtocol.RW1);
  private final Layout layout = new Layout(new ArrayList<>(load.bodies()), SERIES);
  private final SeriesIndex index = new SeriesIndex(load.series(), layout, 4 * SERIES);

  @Test
  void findsSeriesByWhatTheyAreCalledInAGeneration() {
    index.learn(0, 7);

    assertThat(index.find(own(42, 7), 7)).isEqualTo(42);
    assertThat(index.find(own(42, 7), 8)).isEqualTo(LongTable.NONE);
    assertThat(index.find(own(42, 8), 8)).isEqualTo(LongTable.NONE);
  }

  @Test
  void learnsOnce() {
    assertThat(index.learn(0, 7)).isTrue();
    assertThat(index.learn(0, 7)).isFalse();
  }

  @Test
  void forgetsAllWhenItKnowsTooMuchAndLearnsAgain() {
    for (int generation = 0; generation < GENERATIONS; generation++) {
      index.learn(0, generation);
    }

    assertThat(index.bytes()).isLessThan(GENERATIONS * SERIES * Long.BYTES);
    assertThat(index.find(own(42, 0), 0)).isEqualTo(LongTable.NONE);
    assertThat(index.learn(0, 0)).isTrue();
    assertThat(index.find(own(42, 0), 0)).isEqualTo(42);
  }

  private long own(int series, int generation) {
    return SeriesKey.of(load.labels(0, series, generation)).own();
  }
}

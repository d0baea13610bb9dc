package io.promferry.loadtests.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.promferry.loadtests.driver.Load;
import io.promferry.loadtests.driver.WriteProtocol;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContestantTest {
  private static final Load LOAD = Load.of(50, 4000, Duration.ofSeconds(1), WriteProtocol.RW1);

  private final List<Contestant> all = new Contestants(50).all();

  @Test
  void hasAllRowsInTheOrderOfTheirNames() {
    assertThat(all).extracting(Contestant::name).isEqualTo(Contestants.NAMES);
  }

  @Test
  void givesEachTheSameRate() {
    assertThat(all)
        .allSatisfy(one ->
            assertThat(one.loadOf(LOAD, 300_000).samplesPerSecond())
                .isCloseTo(300_000, within(100.0)));
  }

  @Test
  void givesOneWhoKeepsBooksOfSeriesOneTenant() {
    var prometheus = all.get(Contestants.NAMES.indexOf("prometheus"));

    assertThat(prometheus.loadOf(LOAD, 300_000).tenants()).isEqualTo(1);
    assertThat(prometheus.loadOf(LOAD, 300_000).shards()).isEqualTo(16);
  }

  @Test
  void writesVersion2WhereTheRowSaysSo() {
    assertThat(all)
        .filteredOn(one -> one.loadOf(LOAD, 1000).protocol() == WriteProtocol.RW2)
        .extracting(Contestant::name)
        .containsExactly("promferry, RW2");
  }
}

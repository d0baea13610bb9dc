package io.promferry.loadtests.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CoreWatchTest {
  @Test
  void findsTheLongestTimeInWhichAllCoresWereUsed() {
    var watch = new CoreWatch(2, 0, Duration.ZERO);
    var cpu = Duration.ZERO;
    int second = 0;
    for (long used : new long[] {2000, 1000, 2000, 1990, 2000, 0, 2000}) {
      cpu = cpu.plusMillis(used);
      second++;
      watch.look(Duration.ofSeconds(second).toNanos(), cpu);
    }

    assertThat(watch.most()).isEqualTo(Duration.ofSeconds(3));
  }
}

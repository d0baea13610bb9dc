package io.promferry.loadtests.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class ProcessWatchTest {
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final long OWN = ProcessHandle.current().pid();

  @Test
  void seesMemoryAndFilesOfAProcess() {
    var looks = new AtomicLong();
    var watch = ProcessWatch.every(OFTEN, () -> OWN, counted(looks, looks::get), () -> 3 << 20);
    await().until(() -> looks.get() > 3);

    assertThat(watch.stop())
        .isNotEmpty()
        .allSatisfy(point -> {
          assertThat(point.residentMegabytes()).isGreaterThan(10);
          assertThat(point.openFiles()).isPositive();
          assertThat(point.heapMegabytes()).isEqualTo(3);
          assertThat(point.samplesPerSecond()).isPositive();
        })
        .extracting(point -> point.second())
        .isSorted();
  }

  @Test
  void outlivesTheProcess() {
    var looks = new AtomicLong();
    var lives = new AtomicInteger();
    LongSupplier pid = () -> lives.getAndIncrement() % 2 == 0 ? OWN : Integer.MAX_VALUE;
    var watch = ProcessWatch.every(OFTEN, pid, counted(looks, () -> 0), () -> 0);
    await().until(() -> looks.get() > 4);

    assertThat(watch.stop())
        .anyMatch(point -> point.residentMegabytes() == 0)
        .anyMatch(point -> point.residentMegabytes() > 0)
        .allMatch(point -> point.cpuCores() >= 0);
  }

  private static LongSupplier counted(AtomicLong looks, LongSupplier answer) {
    return () -> {
      looks.incrementAndGet();
      return answer.getAsLong();
    };
  }
}

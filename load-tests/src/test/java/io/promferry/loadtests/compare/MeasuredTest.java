package io.promferry.loadtests.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.promferry.loadtests.driver.DriverFigures;
import io.promferry.loadtests.measure.CoreLoad;
import io.promferry.loadtests.measure.ProcessCost;
import io.promferry.loadtests.sink.SinkFigures;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class MeasuredTest {
  private static final Duration KEPT = Duration.ofSeconds(5);

  /** What kept the core awake had this part of it, which is nobody's noise. */
  private static final int KEPT_PERCENT = 15;

  private static final long SECOND = 1_000_000_000L;

  @Test
  void dividesWhatWasUsedByWhatArrived() {
    var measured = measured(1_000_000, 1_000_000, 200, 25, 50, 0);

    assertThat(measured.nanosPerSample()).isEqualTo(200, within(1e-9));
    assertThat(measured.allocatedBytesPerSample()).isEqualTo(30, within(1e-9));
    assertThat(measured.storedBytesPerSample()).isEqualTo(26, within(1e-9));
    assertThat(measured.why()).isEmpty();
  }

  @Test
  void isNoFigureWhenOthersUsedTheTestedCore() {
    assertThat(measured(1_000_000, 1_000_000, 200, 60, 50, 0).why())
        .isEqualTo("others had 40 % of the tested core");
  }

  @Test
  void isNoFigureWhenTheDriverWasLate() {
    assertThat(measured(1_000_000, 1_000_000, 200, 25, 50, 50_000).why())
        .isEqualTo("the driver was saturated");
  }

  @Test
  void isNoFigureWhenTheHarnessHadNoCoreLeft() {
    assertThat(measured(1_000_000, 1_000_000, 200, 25, 99, 0).why())
        .isEqualTo("the driver was saturated");
  }

  @Test
  void isNoFigureWhenSamplesDidNotArrive() {
    assertThat(measured(1_000_000, 900_000, 200, 25, 50, 0).why())
        .startsWith("of 1,000,000 samples due 900,000 arrived");
  }

  /** One second, in which cores are busy to so many percent. */
  private static Measured measured(
      long due, long handedOn, int cpuMillis, int testedBusy, int harnessBusy, long lateMicros) {
    var late = new Histogram(3);
    late.recordValue(lateMicros);
    var driver =
        new DriverFigures(
            Duration.ofSeconds(1),
            due,
            handedOn,
            handedOn / 2000,
            0,
            Map.of("204", handedOn / 2000),
            new Histogram(3),
            late,
            Duration.ZERO);
    var before =
        new Reading(
            0,
            new ProcessCost(Duration.ofSeconds(3), 1 << 20),
            new CoreLoad(0, 0, 0),
            KEPT,
            new CoreLoad(0, 0, 0),
            OptionalLong.of(0));
    var after =
        new Reading(
            SECOND,
            new ProcessCost(Duration.ofSeconds(3).plusMillis(cpuMillis), 1 << 20),
            new CoreLoad(testedBusy + KEPT_PERCENT, 0, 100),
            KEPT.plus(Duration.ofMillis(10L * KEPT_PERCENT)),
            new CoreLoad(harnessBusy, 0, 100),
            OptionalLong.of(30_000_000));
    return Measured.of(
        driver,
        handedOn,
        Duration.ZERO,
        new SinkFigures(0, 1000, 0, 0),
        new SinkFigures(500, 26_001_000, 0, 0),
        before,
        after);
  }
}

package io.promferry.loadtests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter written = new StringWriter();
  private final PrintWriter out = new PrintWriter(written);
  private long nanos;

  @Test
  void drawsABarWithRateAndTimeLeft() {
    var bar = new BarProgress(out, () -> nanos);
    bar.step("steady", 0, "");
    nanos = Duration.ofSeconds(60).toNanos();
    bar.step("steady", 0.25, "512,300 samples/s");

    assertThat(written.toString())
        .endsWith("steady [#######---------------------]  25 %  512,300 samples/s  3:00 left");
  }

  @Test
  void guessesAnewForEveryTask() {
    var bar = new BarProgress(out, () -> nanos);
    bar.step("one", 0.5, "");
    nanos = Duration.ofHours(1).toNanos();
    bar.step("two", 0.5, "");

    assertThat(written.toString()).doesNotContain("left");
  }

  @Test
  void writesALineOnlyNowAndThen() {
    var lines = new LineProgress(out, () -> nanos);
    for (int second = 0; second <= 20; second++) {
      nanos = Duration.ofSeconds(second).toNanos();
      lines.step("steady", second / 20.0, "9 samples/s");
    }

    assertThat(written.toString().lines())
        .containsExactly(
            "steady: 0 %  9 samples/s",
            "steady: 50 %  9 samples/s  0:10 left", "steady: 100 %  9 samples/s");
  }

  @Test
  void keepsLinesThatAreSaid() {
    new BarProgress(out, () -> nanos).say("vmagent is missing");

    assertThat(written.toString()).endsWith("vmagent is missing" + System.lineSeparator());
  }
}

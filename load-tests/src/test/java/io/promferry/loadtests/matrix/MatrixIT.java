package io.promferry.loadtests.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.loadtests.sample.Window;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each sender with each store: what was sent is found, but for what that store cannot keep. Prints
 * the matrix at its end.
 */
@TestInstance(Lifecycle.PER_CLASS)
class MatrixIT {
  private final Report report = new Report();
  private MatrixLab lab;
  private Window window;

  @BeforeAll
  void runAllAtOnce() throws IOException {
    lab = new MatrixLab("matrix");
    lab.start();
    window = lab.awaitWindow();
  }

  @AfterAll
  void printTheMatrix() throws IOException {
    try {
      report.publish();
    } finally {
      lab.close();
    }
  }

  static Stream<Arguments> pairs() {
    return Arrays.stream(SenderKind.values())
        .flatMap(sender ->
            Arrays.stream(ReceiverKind.values()).map(receiver -> Arguments.of(sender, receiver)));
  }

  /** What nobody sends cannot get lost. */
  @ParameterizedTest
  @EnumSource(
      value = SenderKind.class,
      names = {"PROMETHEUS", "NEWER_PROMETHEUS", "NEWER_PROMETHEUS_RW2"})
  void sendsOneOfEverything(SenderKind sender) {
    var sent = lab.sent(sender, window);

    assertThat(sent.samples().bySeries().values())
        .anyMatch(samples -> samples.containsValue(Double.NaN))
        .anyMatch(samples -> samples.containsValue(Double.POSITIVE_INFINITY));
    assertThat(sent.samples().series()).anyMatch(series -> series.label("region").equals("東京"));
    assertThat(sent.exemplars().count()).isGreaterThan(10);
    assertThat(sent.latest().bySeries().values())
        .allMatch(shown -> shown.size() < window.wholeSeconds().size());
    assertThat(sent.histograms().series())
        .extracting(series -> series.label("job") + ' ' + series.label("__name__"))
        .containsAll(sender.histograms());
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void findsAtTheStoreWhatWasSent(SenderKind sender, ReceiverKind receiver) {
    var row = lab.row(sender, receiver, window);
    report.add(row);

    assertThat(row.holds()).withFailMessage(row::explained).isTrue();
  }
}

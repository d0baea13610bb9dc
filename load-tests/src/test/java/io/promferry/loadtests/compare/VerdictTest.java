package io.promferry.loadtests.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.loadtests.report.Outcome;
import io.promferry.loadtests.report.PeerResult;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void passesWhereTheGatewayNeedsNoMoreThanPromised() {
    assertThat(verdict(List.of(240.0), List.of(1000.0))).isEqualTo(Outcome.PASSED);
  }

  @Test
  void failsWhereItNeedsMore() {
    assertThat(verdict(List.of(260.0), List.of(1000.0))).isEqualTo(Outcome.FAILED);
  }

  @Test
  void saysNothingOfAPeerThatIsMissing() {
    assertThat(verdict(List.of(260.0), List.of())).isEqualTo(Outcome.PASSED);
  }

  @Test
  void isInvalidWhereARowHasNoFigure() {
    var row = new Row(new Contestants(1).all().getFirst(), "1.0");

    assertThat(Verdict.of(List.of(row), List.of(row.result(Set.of())), 0.25).outcome())
        .isEqualTo(Outcome.INVALID);
  }

  private static Outcome verdict(List<Double> gateway, List<Double> vmagent) {
    var results = List.of(result("promferry", gateway), result("vmagent", vmagent));
    return Verdict.of(List.of(), results, 0.25).outcome();
  }

  private static PeerResult result(String peer, List<Double> nanos) {
    return new PeerResult(
        peer, "1", "", "", "", nanos, List.of(), 0, 0, false, 0, List.of(), List.of());
  }
}

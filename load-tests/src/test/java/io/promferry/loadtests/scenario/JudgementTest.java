package io.promferry.loadtests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.loadtests.driver.DriverFigures;
import io.promferry.loadtests.report.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final Criterion TIMELESS = new Criterion.DroppedBodies(0);
  private static final Criterion TIMED = new Criterion.AnswersOnly(Set.of("204"));
  private static final List<Criterion> BOTH = List.of(TIMELESS, TIMED);
  private static final List<String> NOTHING = List.of();
  private static final List<String> LATE = List.of("the driver was late");
  private static final List<String> ROOM = List.of("others used 50 % of the gateway's core");

  @Test
  void passesWhereAllIsMet() {
    assertThat(Judgement.of(BOTH, seen(0, "204"), NOTHING, NOTHING))
        .returns(Outcome.PASSED, Judgement::outcome)
        .returns("", Judgement::why);
  }

  @Test
  void failsWhereSomethingIsNotMet() {
    assertThat(Judgement.of(BOTH, seen(0, "503"), NOTHING, NOTHING))
        .returns(Outcome.FAILED, Judgement::outcome)
        .returns("answers only 204, but: 1 x 503", Judgement::why);
  }

  @Test
  void isInvalidWhereTheMachineDidNotGiveTheTime() {
    assertThat(Judgement.of(BOTH, seen(0, "503"), ROOM, NOTHING))
        .returns(Outcome.INVALID, Judgement::outcome)
        .returns(ROOM.getFirst(), Judgement::why);
    assertThat(Judgement.of(BOTH, seen(0, "204"), ROOM, NOTHING).outcome())
        .isEqualTo(Outcome.INVALID);
  }

  @Test
  void failsOnAnyMachineWhereSomethingIsDropped() {
    assertThat(Judgement.of(BOTH, seen(2, "503"), ROOM, NOTHING))
        .returns(Outcome.FAILED, Judgement::outcome)
        .returns("no body is dropped, but: 2 dropped", Judgement::why);
  }

  @Test
  void letsALateDriverExcuseWhatIsNotMet() {
    assertThat(Judgement.of(BOTH, seen(0, "503"), NOTHING, LATE))
        .returns(Outcome.INVALID, Judgement::outcome)
        .returns(LATE.getFirst() + "; and answers only 204, but: 1 x 503", Judgement::why);
    assertThat(Judgement.of(BOTH, seen(0, "204"), NOTHING, LATE).outcome())
        .isEqualTo(Outcome.PASSED);
    assertThat(Judgement.of(BOTH, seen(2, "204"), NOTHING, LATE).outcome())
        .isEqualTo(Outcome.FAILED);
  }

  private static Evidence seen(long dropped, String answer) {
    return new Evidence(
        new DriverFigures(
            Duration.ofSeconds(1),
            10,
            10,
            1,
            dropped,
            Map.of(answer, 1L),
            new Histogram(3),
            new Histogram(3),
            Duration.ZERO),
        Optional.empty(),
        List.of(),
        1,
        Optional.empty(),
        Map.of(),
        List.of());
  }
}

package io.promferry.loadtests.scenario;

import static java.util.stream.Collectors.joining;

import io.promferry.loadtests.report.CriterionResult;
import io.promferry.loadtests.report.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * How a run ended, and why. What does not depend on time counts on any machine; the rest only where
 * the machine gave the run what it needed.
 */
record Judgement(Outcome outcome, String why, List<CriterionResult> criteria) {
  Judgement {
    criteria = List.copyOf(criteria);
  }

  /**
   * Judges by all criteria.
   *
   * @param wants why the run means nothing; empty if it means something
   * @param doubts why what is not met in time may be the driver's own doing; what is met in spite
   *     of them is met
   */
  static Judgement of(
      List<Criterion> criteria, Evidence evidence, List<String> wants, List<String> doubts) {
    var results = new ArrayList<CriterionResult>();
    var timeless = new ArrayList<CriterionResult>();
    var timed = new ArrayList<CriterionResult>();
    for (var criterion : criteria) {
      var result = criterion.judge(evidence);
      results.add(result);
      if (!result.isMet()) {
        (criterion.isTimed() ? timed : timeless).add(result);
      }
    }
    if (!timeless.isEmpty()) {
      return new Judgement(Outcome.FAILED, why(timeless), results);
    }
    if (!wants.isEmpty()) {
      return new Judgement(Outcome.INVALID, String.join("; ", wants), results);
    }
    if (timed.isEmpty()) {
      return new Judgement(Outcome.PASSED, "", results);
    }
    return doubts.isEmpty()
        ? new Judgement(Outcome.FAILED, why(timed), results)
        : new Judgement(
            Outcome.INVALID, String.join("; ", doubts) + "; and " + why(timed), results);
  }

  private static String why(List<CriterionResult> unmet) {
    return unmet.stream()
        .map(result -> result.demanded() + ", but: " + result.seen())
        .collect(joining("; "));
  }
}

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
   */
  static Judgement of(List<Criterion> criteria, Evidence evidence, List<String> wants) {
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
    return timed.isEmpty()
        ? new Judgement(Outcome.PASSED, "", results)
        : new Judgement(Outcome.FAILED, why(timed), results);
  }

  private static String why(List<CriterionResult> unmet) {
    return unmet.stream()
        .map(result -> result.demanded() + ", but: " + result.seen())
        .collect(joining("; "));
  }
}

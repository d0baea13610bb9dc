package io.promferry.loadtests.cli;

import io.promferry.loadtests.report.ComparisonResult;
import io.promferry.loadtests.report.Latency;
import io.promferry.loadtests.report.Outcome;
import io.promferry.loadtests.report.ScenarioResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What stays of a run that ended in the harness' own failure: invalid, and why. */
final class CouldNotRun {
  private CouldNotRun() {}

  static ScenarioResult scenario(RunRequest request, Exception failure) {
    return new ScenarioResult(
        request.nameOrPath(),
        "",
        Instant.now().toString(),
        0,
        request.command(),
        Outcome.INVALID,
        why(failure),
        List.of(),
        new Latency(0, 0, 0, 0, 0, 0),
        Map.of(),
        List.of(),
        null);
  }

  static ComparisonResult comparison(CompareRequest request, Exception failure) {
    return new ComparisonResult(
        Instant.now().toString(),
        0,
        request.command(),
        "",
        0,
        Outcome.INVALID,
        why(failure),
        List.of());
  }

  private static String why(Exception failure) {
    return "the harness could not run it: " + Words.message(failure);
  }
}

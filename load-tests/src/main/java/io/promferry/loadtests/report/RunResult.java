package io.promferry.loadtests.report;

import java.util.List;

/** Everything that one command line has measured. */
public record RunResult(
    Machine machine, List<ScenarioResult> scenarios, List<ComparisonResult> comparisons) {
  public RunResult {
    scenarios = List.copyOf(scenarios);
    comparisons = List.copyOf(comparisons);
  }
}

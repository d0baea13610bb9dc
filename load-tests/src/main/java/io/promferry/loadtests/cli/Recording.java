package io.promferry.loadtests.cli;

import io.promferry.loadtests.report.ComparisonResult;
import io.promferry.loadtests.report.Machine;
import io.promferry.loadtests.report.RunResult;
import io.promferry.loadtests.report.ScenarioResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The result of a command while it grows; on disk after each step, should the next never end. */
final class Recording {
  private final Machine machine;
  private final ResultFiles files;
  private final List<ScenarioResult> scenarios = new ArrayList<>();
  private final List<ComparisonResult> comparisons = new ArrayList<>();

  Recording(Machine machine, ResultFiles files) {
    this.machine = machine;
    this.files = files;
  }

  void add(ScenarioResult scenario) throws IOException {
    scenarios.add(scenario);
    files.write(result());
  }

  void add(ComparisonResult comparison) throws IOException {
    comparisons.add(comparison);
    files.write(result());
  }

  RunResult result() {
    return new RunResult(machine, scenarios, comparisons);
  }
}

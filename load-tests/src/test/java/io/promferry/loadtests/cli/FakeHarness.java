package io.promferry.loadtests.cli;

import io.promferry.loadtests.report.ComparisonResult;
import io.promferry.loadtests.report.Machine;
import io.promferry.loadtests.report.Progress;
import io.promferry.loadtests.report.SampleRuns;
import io.promferry.loadtests.report.ScenarioResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Knows three scenarios that are named after how they end, and measures nothing. */
final class FakeHarness implements Harness {
  final List<RunRequest> runs = new ArrayList<>();
  final List<CompareRequest> comparisons = new ArrayList<>();

  @Override
  public List<Named> scenarios() {
    return List.of(new Named("good", "passes"), new Named("bad", "fails"));
  }

  @Override
  public void check(String nameOrPath) throws BadInputException {
    if (nameOrPath.startsWith("wrong")) {
      throw new BadInputException(
          List.of(nameOrPath + ": no tenants", nameOrPath + ": unknown key 'tenant'"));
    }
  }

  @Override
  public ScenarioResult run(RunRequest request, Progress progress) throws IOException {
    runs.add(request);
    return switch (request.nameOrPath()) {
      case "bad" -> SampleRuns.failed();
      case "invalid" -> SampleRuns.invalid();
      case "broken" -> throw new IOException("no gateway jar");
      default -> SampleRuns.passed(request.nameOrPath(), 4.1, 30);
    };
  }

  @Override
  public ComparisonResult compare(CompareRequest request, Progress progress) {
    comparisons.add(request);
    return SampleRuns.comparison();
  }

  @Override
  public Machine machine() {
    return SampleRuns.machine();
  }
}

package io.promferry.loadtests;

import io.promferry.loadtests.cli.BadInputException;
import io.promferry.loadtests.cli.CompareRequest;
import io.promferry.loadtests.cli.Harness;
import io.promferry.loadtests.cli.RunRequest;
import io.promferry.loadtests.compare.CompareOptions;
import io.promferry.loadtests.compare.Comparison;
import io.promferry.loadtests.measure.MachineReader;
import io.promferry.loadtests.peer.HouseFiles;
import io.promferry.loadtests.report.ComparisonResult;
import io.promferry.loadtests.report.Machine;
import io.promferry.loadtests.report.Progress;
import io.promferry.loadtests.report.ScenarioResult;
import io.promferry.loadtests.scenario.RunOptions;
import io.promferry.loadtests.scenario.ScenarioFileException;
import io.promferry.loadtests.scenario.Scenarios;
import java.io.IOException;
import java.util.List;

/** The scenarios and the comparison of this checkout. */
final class HouseHarness implements Harness {
  @Override
  public List<Named> scenarios() {
    return Scenarios.all().stream()
        .map(scenario -> new Named(scenario.name(), scenario.description()))
        .toList();
  }

  @Override
  public void check(String nameOrPath) throws BadInputException {
    try {
      Scenarios.read(nameOrPath);
    } catch (ScenarioFileException e) {
      throw new BadInputException(e.problems());
    }
  }

  @Override
  public ScenarioResult run(RunRequest request, Progress progress)
      throws BadInputException, IOException {
    var options =
        new RunOptions(
            request.shortForm(), request.time(), request.directory(), HouseFiles.gatewayJar());
    try {
      return Scenarios.run(request.nameOrPath(), options, progress);
    } catch (ScenarioFileException e) {
      throw new BadInputException(e.problems());
    }
  }

  @Override
  public ComparisonResult compare(CompareRequest request, Progress progress)
      throws BadInputException, IOException {
    return Comparison.run(options(request), progress);
  }

  private static CompareOptions options(CompareRequest request) throws BadInputException {
    var usual = request.quick() ? CompareOptions.quick() : CompareOptions.full();
    try {
      return usual.asked(
          request.peers(), request.repetitions().orElse(usual.repetitions()), request.command());
    } catch (IllegalArgumentException e) {
      throw new BadInputException(List.of("compare: " + e.getMessage()));
    }
  }

  @Override
  public Machine machine() throws IOException {
    return MachineReader.read(HouseFiles.loadTests(""));
  }
}

package io.promferry.loadtests.cli;

import io.promferry.loadtests.report.ScenarioResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs scenarios one after another and says how each ended. */
@Command(
    name = "run",
    description = "Runs scenarios one after another: passed, failed or invalid.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private final Harness harness;
  private final Surroundings around;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..*",
      description = "names (see list) or paths of scenario files")
  private final List<String> scenarios = new ArrayList<>();

  @Option(names = "--all", description = "all scenarios that come with the harness")
  private boolean all;

  @Option(names = "--short", description = "the short form that CI runs")
  private boolean shortForm;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "instead of each scenario's own time: 90s, 30m, 2h or ISO 8601")
  private @Nullable Duration time;

  @Option(names = "--out", paramLabel = "DIR", description = "where result.json and report.html go")
  private @Nullable Path out;

  RunCommand(Harness harness, Surroundings around) {
    this.harness = harness;
    this.around = around;
  }

  @Override
  public Integer call() throws BadInputException, IOException {
    var names = names();
    check(names);
    var files = new ResultFiles(out == null ? around.results() : out);
    var recording = new Recording(harness.machine(), files);
    for (var name : names) {
      recording.add(run(name, files));
    }
    return new Closing(around.out()).say(recording.result(), files);
  }

  private List<String> names() throws BadInputException {
    if (all == !scenarios.isEmpty()) {
      throw new BadInputException(
          List.of("run needs either names of scenarios or --all; list shows them"));
    }
    return all ? harness.scenarios().stream().map(Harness.Named::name).toList() : scenarios;
  }

  /** All of them before the first runs: some take an hour. */
  private void check(List<String> names) throws BadInputException {
    var problems = new ArrayList<String>();
    if (time != null && !time.isPositive()) {
      problems.add("--time must be positive, got " + time);
    }
    for (var name : names) {
      try {
        harness.check(name);
      } catch (BadInputException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new BadInputException(problems);
    }
  }

  private ScenarioResult run(String name, ResultFiles files) {
    var request =
        new RunRequest(name, shortForm, Optional.ofNullable(time), files.runs(), command(name));
    try {
      return harness.run(request, around.progress());
    } catch (BadInputException | IOException | RuntimeException e) {
      around.err().println(name + " could not be run: " + e);
      return CouldNotRun.scenario(request, e);
    }
  }

  private String command(String name) {
    return "load-tests/run.sh run "
        + Words.quoted(name)
        + (shortForm ? " --short" : "")
        + (time == null ? "" : " --time " + time);
  }
}

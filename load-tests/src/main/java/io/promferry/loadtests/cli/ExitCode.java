package io.promferry.loadtests.cli;

import io.promferry.loadtests.report.ComparisonResult;
import io.promferry.loadtests.report.Outcome;
import io.promferry.loadtests.report.RunResult;
import io.promferry.loadtests.report.ScenarioResult;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a command ends. */
public final class ExitCode {
  public static final int PASSED = 0;
  public static final int FAILED = 1;

  /** The command line or a file is not as it has to be; nothing was measured. */
  public static final int USAGE = 2;

  /** Nothing failed, but a run was invalid. */
  public static final int INVALID = 3;

  private ExitCode() {}

  static int of(RunResult result) {
    var outcomes =
        Stream.concat(
                result.scenarios().stream().map(ScenarioResult::outcome),
                result.comparisons().stream().map(ComparisonResult::outcome))
            .collect(Collectors.toSet());
    if (outcomes.contains(Outcome.FAILED)) {
      return FAILED;
    }
    return outcomes.contains(Outcome.INVALID) ? INVALID : PASSED;
  }
}

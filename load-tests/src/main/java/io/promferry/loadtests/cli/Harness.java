package io.promferry.loadtests.cli;

import io.promferry.loadtests.report.ComparisonResult;
import io.promferry.loadtests.report.Machine;
import io.promferry.loadtests.report.Progress;
import io.promferry.loadtests.report.ScenarioResult;
import java.io.IOException;
import java.util.List;

/** What the commands set in motion. */
public interface Harness {
  /** The scenarios that come with the harness, in the order in which they are best run. */
  List<Named> scenarios();

  /**
   * Finds out all that is wrong with a scenario without running it.
   *
   * @throws BadInputException if there is no such scenario, or its file has mistakes
   */
  void check(String nameOrPath) throws BadInputException;

  /**
   * Runs a scenario once.
   *
   * @throws BadInputException if the scenario does not allow what is requested
   */
  ScenarioResult run(RunRequest request, Progress progress) throws BadInputException, IOException;

  /**
   * Measures all peers.
   *
   * @throws BadInputException if there is no peer of such a name
   */
  ComparisonResult compare(CompareRequest request, Progress progress)
      throws BadInputException, IOException;

  Machine machine() throws IOException;

  /**
   * A scenario that comes with the harness.
   *
   * @param description one sentence
   */
  record Named(String name, String description) {}
}

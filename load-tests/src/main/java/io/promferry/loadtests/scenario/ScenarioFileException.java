package io.promferry.loadtests.scenario;

import java.util.List;

/** A scenario file that cannot be run, with everything that is wrong with it. */
public final class ScenarioFileException extends Exception {
  private static final long serialVersionUID = 1;

  private final List<String> problems;

  public ScenarioFileException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** Each with file, line and key. */
  public List<String> problems() {
    return problems;
  }
}

package io.promferry.loadtests.cli;

import java.io.Serial;
import java.util.List;

/** What a person has given to the harness cannot be used, for each of these reasons. */
public final class BadInputException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final List<String> problems;

  public BadInputException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}

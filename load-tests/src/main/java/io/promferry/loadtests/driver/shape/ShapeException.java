package io.promferry.loadtests.driver.shape;

import java.util.List;

/** A shape file is of no use; says everything that is wrong with it, each with its place. */
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  ShapeException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** At least one, each with file, line and path. */
  public List<String> problems() {
    return problems;
  }
}

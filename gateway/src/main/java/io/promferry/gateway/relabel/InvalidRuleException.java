package io.promferry.gateway.relabel;

import java.util.List;
import java.util.stream.Collectors;

/** Tells everything that is wrong with a rule. */
public final class InvalidRuleException extends IllegalArgumentException {
  /** The problems. Not serialized with the exception: nobody sends it anywhere. */
  private final transient List<Problem> problems;

  /**
   * One thing that is wrong.
   *
   * @param key of {@code relabel_config}
   * @param reason goes after the key and a colon
   */
  public record Problem(String key, String reason) {}

  InvalidRuleException(List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> problem.key + ": " + problem.reason)
            .collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}

package io.promferry.tenantpromconfig.operator.status;

import io.promferry.tenantpromconfig.model.Problem;

/**
 * What a condition says.
 *
 * @param reason in CamelCase
 * @param message in plain words
 */
public record Verdict(Truth status, String reason, String message) {
  /** A condition's status. */
  public enum Truth {
    TRUE("True"),
    FALSE("False"),
    UNKNOWN("Unknown");

    private final String text;

    Truth(String text) {
      this.text = text;
    }

    /** As it is written. */
    public String text() {
      return text;
    }
  }

  public static Verdict yes(String reason, String message) {
    return new Verdict(Truth.TRUE, reason, message);
  }

  public static Verdict no(String reason, String message) {
    return new Verdict(Truth.FALSE, reason, message);
  }

  public static Verdict unknown(String reason, String message) {
    return new Verdict(Truth.UNKNOWN, reason, message);
  }

  static Verdict of(Problem problem) {
    return no(problem.reason(), problem.message());
  }

  /** Whether it is so. */
  public boolean holds() {
    return status == Truth.TRUE;
  }
}

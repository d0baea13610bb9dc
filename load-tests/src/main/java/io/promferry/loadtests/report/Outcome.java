package io.promferry.loadtests.report;

/** How a run ended. */
public enum Outcome {
  PASSED,
  FAILED,
  /**
   * The machine could not do it, for example because the driver was saturated: no figure counts.
   */
  INVALID
}

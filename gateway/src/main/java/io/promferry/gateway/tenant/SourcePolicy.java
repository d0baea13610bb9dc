package io.promferry.gateway.tenant;

/** From which addresses a tenant is expected, and what happens when it comes from another. */
public record SourcePolicy(Mode mode) {
  /** Nothing is expected. */
  public static final SourcePolicy OFF = new SourcePolicy(Mode.OFF);

  /** What happens. */
  public enum Mode {
    /** Nothing. */
    OFF,
    /** It is counted and logged, and passes. */
    AUDIT,
    /** It is counted and logged, and told to come back. */
    ENFORCE
  }
}

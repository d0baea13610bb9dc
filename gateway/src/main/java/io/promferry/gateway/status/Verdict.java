package io.promferry.gateway.status;

/**
 * Why a tenant is silent or refused, or that it is not.
 *
 * @param text one line in plain words; may quote what the tenant sent, and is bounded in length
 */
public record Verdict(Code code, Severity severity, String text) {
  /** How much an operator should care, least first. */
  public enum Severity {
    OK,
    /** It cannot be said yet. */
    UNKNOWN,
    /** Something is accepted, and something is not as it should be. */
    WARNING,
    /** Nothing is accepted. */
    FAILING
  }

  /** What it is, for machines; a contract of {@code /api/v1/tenants}. */
  public enum Code {
    WRITING,
    /** Its newest sample is old: it works off a backlog, or its clock is behind. */
    BEHIND,
    /** Its writes carry none, or rules drop all of them. */
    NO_SAMPLES,
    SOME_SERIES_REFUSED,
    EVERY_SERIES_REFUSED,
    CLOCK_AHEAD,
    MALFORMED,
    TOO_LARGE,
    OVER_LIMIT,
    WRONG_SOURCE,
    /** It writes nothing, and from its address somebody does with a credential of nobody. */
    WRONG_CREDENTIAL,
    /** It writes nothing, and from its address somebody does not get through a TLS handshake. */
    HANDSHAKE_REFUSED,
    UPSTREAM_UNAVAILABLE,
    OVERLOADED,
    BODY_TIMEOUT,
    CLIENT_GONE,
    /** It wrote, and has stopped. */
    SILENT,
    NEVER_WROTE,
    UNKNOWN_SINCE_START;

    /** Whether it is said of a tenant by its address alone, which is no identity. */
    public boolean isPresumed() {
      return this == WRONG_CREDENTIAL || this == HANDSHAKE_REFUSED;
    }
  }
}

package io.promferry.gateway.wire;

/**
 * With its forced labels, or in another version, the request would be larger than what may be
 * forwarded. No stack trace.
 */
public final class OutputLimitExceededException extends RuntimeException {
  /** {@code limit} is in bytes of the uncompressed request. */
  public OutputLimitExceededException(int limit) {
    this(limit, "bytes");
  }

  OutputLimitExceededException(int limit, String unit) {
    super(
        "as it would be sent on, the request is larger than " + limit + " " + unit,
        null,
        false,
        false);
  }
}

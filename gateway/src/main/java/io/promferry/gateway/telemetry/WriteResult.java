package io.promferry.gateway.telemetry;

import java.util.Locale;

/** How a tenant's write ended: the {@code outcome} tag of its counter. */
public enum WriteResult {
  ACCEPTED,
  SERIES_REFUSED,
  MALFORMED,
  TOO_LARGE,
  UPSTREAM_UNAVAILABLE,
  OVERLOADED,
  /** The credential is right and the address is not one of the tenant's. */
  WRONG_SOURCE,
  /** The tenant is over a limit that passes with time. */
  RATE_LIMITED,
  BODY_TIMEOUT,
  CLIENT_GONE;

  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}

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
  RATE_LIMITED,
  BODY_TIMEOUT,
  CLIENT_GONE;

  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}

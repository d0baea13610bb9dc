package io.promferry.gateway.telemetry;

import java.util.Locale;

/** Which limit told a write to come back: the {@code reason} tag of its counter. */
public enum LimitReason {
  REQUESTS_IN_FLIGHT,
  SAMPLES_PER_SECOND,
  /** The tenant's share of the memory budget. */
  BYTES_IN_FLIGHT,
  /** The memory budget of all tenants. */
  MEMORY_BUDGET;

  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}

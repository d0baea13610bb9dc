package io.promferry.gateway.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of what the gateway writes into the stores to tell tenants of themselves. */
public final class OwnSeriesMeters {
  private final Counter accepted;
  private final Counter refused;
  private final Counter failed;

  OwnSeriesMeters(MeterRegistry registry) {
    accepted = writes(registry, "accepted");
    refused = writes(registry, "refused");
    failed = writes(registry, "failed");
  }

  // Under promferry_tenant_ nobody could write it into a store by way of a gateway.
  private static Counter writes(MeterRegistry registry, String outcome) {
    return Counter.builder("promferry.own.series.writes")
        .description("Writes by which the gateway tells tenants of themselves")
        .tag("outcome", outcome)
        .register(registry);
  }

  /** The required stores have it. */
  public void accepted() {
    accepted.increment();
  }

  /** A required store has refused it, or a part of it. */
  public void refused() {
    refused.increment();
  }

  /** It did not get there; it is not tried again. */
  public void failed() {
    failed.increment();
  }
}

package io.promferry.gateway.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;

/** The meters of scrape targets, but for a single tenant's. */
public final class DiscoveryMeters {
  private final MeterRegistry registry;

  DiscoveryMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Shows whether discovery knows all that it has to, and whether it hears of changes. */
  public void watch(BooleanSupplier synced, BooleanSupplier watching) {
    Gauge.builder("promferry.discovery.synced", () -> synced.getAsBoolean() ? 1 : 0)
        .description("1 once all that discovery needs has been listed")
        .register(registry);
    Gauge.builder("promferry.discovery.watching", () -> watching.getAsBoolean() ? 1 : 0)
        .description("1 while discovery hears of changes, 0 if its lists may be old")
        .register(registry);
  }

  /** A request for scrape targets, by how it ended. */
  public void answered(String outcome) {
    Counter.builder("promferry.discovery.requests")
        .description("Requests for scrape targets")
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }
}

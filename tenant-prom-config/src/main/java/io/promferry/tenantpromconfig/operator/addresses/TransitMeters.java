package io.promferry.tenantpromconfig.operator.addresses;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToIntFunction;

/** How much of the transit range is in use, as metrics. */
public final class TransitMeters {
  private TransitMeters() {}

  /** Registers them. */
  public static void bind(TransitRange range, MeterRegistry registry) {
    gauge("size", "that can be handed out", TransitRange.Use::size, range, registry);
    gauge("used", "that are claimed or rest", TransitRange.Use::used, range, registry);
    gauge("resting", "that only rest", TransitRange.Use::resting, range, registry);
  }

  private static void gauge(
      String what,
      String description,
      ToIntFunction<TransitRange.Use> value,
      TransitRange range,
      MeterRegistry registry) {
    Gauge.builder("promferry.transit.addresses." + what, range, r -> value.applyAsInt(r.use()))
        .description("Addresses of the transit range " + description)
        .register(registry);
  }
}

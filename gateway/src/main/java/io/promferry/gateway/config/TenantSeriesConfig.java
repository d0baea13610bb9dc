package io.promferry.gateway.config;

import java.time.Duration;

/**
 * Series in the central stores by which tenants see how their writes fare.
 *
 * @param every how often each tenant's are written, 1 second to 2 minutes: a store's queries look
 *     back five
 */
public record TenantSeriesConfig(Duration every) {
  private static final Duration DEFAULT_EVERY = Duration.ofSeconds(30);
  private static final Duration LEAST_EVERY = Duration.ofSeconds(1);
  private static final Duration MOST_EVERY = Duration.ofMinutes(2);

  static TenantSeriesConfig read(Section section) {
    return new TenantSeriesConfig(
        section.scalar("every", TenantSeriesConfig::every).orElse(DEFAULT_EVERY));
  }

  private static Duration every(String text) {
    var every = Values.duration(text);
    if (every.compareTo(LEAST_EVERY) < 0 || every.compareTo(MOST_EVERY) > 0) {
      throw new IllegalArgumentException("must be between 1s and 2m, got " + text);
    }
    return every;
  }
}

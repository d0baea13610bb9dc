package io.promferry.gateway.limits;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How much one tenant may send (design section 6). What is empty is not limited.
 *
 * @param sizes of a body and of a series' labels; always limited
 * @param requestsInFlight writes at a time, at least 1
 * @param samplesPerSecond float samples and native histograms, at least 1
 * @param burstSamples what it may send at once after a pause, at least 1
 * @param activeSeries series at a time, at least 1; known ones always pass
 * @param samplesAhead how far in the future a timestamp may be
 */
public record TenantLimits(
    SizeLimits sizes,
    OptionalInt requestsInFlight,
    OptionalLong samplesPerSecond,
    OptionalLong burstSamples,
    OptionalLong activeSeries,
    Duration samplesAhead) {
  /** Sizes only, and ten minutes ahead. */
  public static final TenantLimits DEFAULT =
      new TenantLimits(
          SizeLimits.DEFAULT,
          OptionalInt.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          Duration.ofMinutes(10));
}

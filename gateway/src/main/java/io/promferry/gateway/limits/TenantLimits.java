package io.promferry.gateway.limits;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How much one tenant may send (design section 6). What is empty is not limited.
 *
 * @param sizes of a body and of a series' labels; always limited
 * @param requestsInFlight writes at a time, at least 1
 * @param samplesPerSecond float samples and native histograms, 1 to {@link #MOST_PER_SECOND}
 * @param burstSamples what it may send at once after a pause, 1 to {@link #MOST_BURST}
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
  /** A bucket counts in nanoseconds: more than one token in each cannot be told apart. */
  public static final long MOST_PER_SECOND = 1_000_000_000;

  private static final long USUAL_BURST_SECONDS = 10;

  public static final long MOST_BURST = USUAL_BURST_SECONDS * MOST_PER_SECOND;

  /** Sizes only, and ten minutes ahead. */
  public static final TenantLimits DEFAULT =
      new TenantLimits(
          SizeLimits.DEFAULT,
          OptionalInt.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          Duration.ofMinutes(10));

  /** The rate, with a burst of ten seconds' worth where none is given; empty if not limited. */
  Optional<SampleRate> sampleRate() {
    return samplesPerSecond.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SampleRate(
                samplesPerSecond.getAsLong(),
                burstSamples.orElse(USUAL_BURST_SECONDS * samplesPerSecond.getAsLong())));
  }
}

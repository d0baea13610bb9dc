package io.promferry.gateway.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The samples that a tenant may still send. It goes into debt: a write is let in while there is
 * anything left, and its samples are taken out when they have been counted, however many they are.
 * So a write of any size passes some time. Full at first. Thread-safe.
 */
final class SampleBucket {
  private final Bucket bucket;
  private final SampleUse use;
  private SampleRate whole;
  private SharedRate shared = SharedRate.ALONE;

  /** {@code nanos} is a clock that never goes back, in nanoseconds. */
  SampleBucket(SampleRate rate, LongSupplier nanos) {
    whole = rate;
    use = new SampleUse(nanos);
    bucket =
        Bucket.builder()
            .addLimit(bandwidth(rate))
            .withCustomTimePrecision(new Clock(nanos))
            .build();
  }

  /** How long it takes until there is something left again; zero if there is. */
  Duration debt() {
    return Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
  }

  /** What is left; negative if there is a debt. */
  long balance() {
    return bucket.getAvailableTokens();
  }

  /** Takes out what has been sent, although it may not be there. */
  void take(long samples) {
    if (samples > 0) {
      bucket.consumeIgnoringRateLimits(samples);
      use.add(samples);
    }
  }

  /** Samples a second that have been taken out lately. */
  double perSecond() {
    return use.perSecond();
  }

  /** Goes on with another rate; what is left stays, up to the new burst, and so does a debt. */
  synchronized void change(SampleRate rate) {
    turnTo(rate, shared);
  }

  /** Goes on with another part of its rate, and the same burst. */
  synchronized void share(SharedRate other) {
    turnTo(whole, other);
  }

  private void turnTo(SampleRate nextWhole, SharedRate nextShared) {
    var before = shared.of(whole);
    var next = nextShared.of(nextWhole);
    whole = nextWhole;
    shared = nextShared;
    if (!next.equals(before)) {
      bucket.replaceConfiguration(
          BucketConfiguration.builder().addLimit(bandwidth(next)).build(),
          TokensInheritanceStrategy.AS_IS);
    }
  }

  private static Bandwidth bandwidth(SampleRate rate) {
    return Bandwidth.builder()
        .capacity(rate.burst())
        .refillGreedy(rate.perSecond(), Duration.ofSeconds(1))
        .build();
  }

  private record Clock(LongSupplier nanos) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanos.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}

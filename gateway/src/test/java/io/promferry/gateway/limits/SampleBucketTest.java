package io.promferry.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SampleBucketTest {
  private final AtomicLong nanos = new AtomicLong();
  private final SampleBucket bucket = new SampleBucket(new SampleRate(100, 1_000), nanos::get);

  @Test
  void holdsABurstAtFirst() {
    bucket.take(999);
    assertThat(bucket.debt()).isZero();

    bucket.take(1);
    assertThat(bucket.debt()).isPositive();
  }

  @Test
  void saysWhenADebtIsPaid() {
    bucket.take(1_499);

    assertThat(bucket.balance()).isEqualTo(-499);
    assertThat(bucket.debt()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void letsInAgainWhenTheDebtIsPaidAndNotBefore() {
    bucket.take(1_499);

    advance(Duration.ofMillis(4_990));
    assertThat(bucket.debt()).isEqualTo(Duration.ofMillis(10));
    advance(Duration.ofMillis(10));
    assertThat(bucket.debt()).isZero();
  }

  @Test
  void takesMoreThanABurst() {
    bucket.take(50_000);

    advance(Duration.ofSeconds(490));
    assertThat(bucket.debt()).isPositive();
    advance(Duration.ofSeconds(1));
    assertThat(bucket.debt()).isZero();
  }

  @Test
  void fillsUpToTheBurstAndNotAbove() {
    bucket.take(500);

    advance(Duration.ofDays(400));
    assertThat(bucket.balance()).isEqualTo(1_000);
  }

  @Test
  void keepsADebtWhenTheRateChanges() {
    bucket.take(1_499);

    bucket.change(new SampleRate(500, 5_000));
    assertThat(bucket.debt()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void keepsWhatIsLeftWhenTheRateChanges() {
    bucket.take(400);

    bucket.change(new SampleRate(100, 5_000));
    assertThat(bucket.balance()).isEqualTo(600);
    bucket.change(new SampleRate(100, 50));
    assertThat(bucket.balance()).isEqualTo(50);
  }

  @Test
  void countsWithTheLargestRate() {
    var largest =
        new SampleBucket(
            new SampleRate(TenantLimits.MOST_PER_SECOND, TenantLimits.MOST_BURST), nanos::get);
    largest.take(TenantLimits.MOST_BURST + 1_999_999_999L);

    assertThat(largest.debt()).isEqualTo(Duration.ofSeconds(2));
    advance(Duration.ofDays(400));
    assertThat(largest.balance()).isEqualTo(TenantLimits.MOST_BURST);
  }

  @Test
  void countsWithTheSmallestRate() {
    var smallest = new SampleBucket(new SampleRate(1, 1), nanos::get);
    smallest.take(16_000_000);

    assertThat(smallest.debt()).isEqualTo(Duration.ofSeconds(16_000_000));
  }

  private void advance(Duration time) {
    nanos.addAndGet(TimeUnit.NANOSECONDS.convert(time));
  }
}

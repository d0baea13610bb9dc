package io.promferry.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedRateTest {
  private static final long SECOND = 1_000_000_000;
  private static final SampleRate WHOLE = new SampleRate(100, 1_000);

  private final AtomicLong nanos = new AtomicLong();
  private final SampleBucket bucket = new SampleBucket(WHOLE, nanos::get);

  @ParameterizedTest
  @CsvSource({"0, 1, 100", "0, 2, 100", "30, 2, 70", "60, 2, 50", "500, 3, 34", "500, 200, 1"})
  void isWhatOthersLeaveAndAtLeastAnEqualPart(double others, int replicas, long left) {
    assertThat(new SharedRate(others, replicas).of(WHOLE)).isEqualTo(new SampleRate(left, 1_000));
  }

  @Test
  void payDebtsAtThatRate() {
    bucket.take(1_100);
    bucket.share(new SharedRate(60, 2));

    nanos.addAndGet(SECOND);
    assertThat(bucket.balance()).isEqualTo(-50);
    bucket.share(SharedRate.ALONE);
    nanos.addAndGet(SECOND);
    assertThat(bucket.balance()).isEqualTo(50);
  }

  @Test
  void staysOverAReloadOfTheLimit() {
    bucket.take(1_000);
    bucket.share(new SharedRate(60, 2));
    bucket.change(new SampleRate(200, 1_000));

    nanos.addAndGet(SECOND);
    assertThat(bucket.balance()).isEqualTo(140);
  }

  @Test
  void knowsWhatHasBeenTakenLately() {
    for (int second = 0; second < 60; second++) {
      nanos.addAndGet(SECOND);
      bucket.take(80);
    }
    assertThat(bucket.perSecond()).isBetween(75.0, 95.0);

    nanos.addAndGet(30 * SECOND);
    assertThat(bucket.perSecond()).isLessThan(1);
  }
}

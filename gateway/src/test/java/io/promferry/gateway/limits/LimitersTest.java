package io.promferry.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.limits.TenantLimiter.Admission;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitersTest {
  private final AtomicLong nanos = new AtomicLong();
  private final FairBudget bytes = new FairBudget(1_000);
  private final SeriesMemory memory = new SeriesMemory(1 << 20);
  private final Limiters<String> limiters =
      new Limiters<>(bytes, memory, Duration.ofMinutes(16), nanos::get);

  @Test
  void letsInSoManyWritesAtATime() {
    var acme = limiters.of("acme", limits(2, 1_000, 100));
    var first = admitted(acme);
    admitted(acme);

    assertThat(acme.admit()).isEqualTo(new Admission.Busy(2));
    first.release();
    first.release();
    admitted(acme);
    assertThat(acme.admit()).isInstanceOf(Admission.Busy.class);
  }

  @Test
  void givesBackBytesAndPlaceOnce() {
    var acme = limiters.of("acme", TenantLimits.DEFAULT);
    var permit = admitted(acme);
    permit.take(100);
    assertThat(acme.bytesInFlight()).isEqualTo(100);

    permit.release();
    permit.release();
    assertThat(acme.bytesInFlight()).isZero();
    assertThat(acme.requestsInFlight()).isZero();
    assertThat(bytes.used()).isZero();
  }

  @Test
  void goesIntoDebtAndOutOfIt() {
    var acme = limiters.of("acme", limits(9, 100, 1_000));
    var permit = admitted(acme);
    permit.counted(1_299);
    assertThat(acme.admit()).isEqualTo(new Admission.InDebt(100, Duration.ofSeconds(3)));
    assertThat(acme.requestsInFlight()).isOne();

    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    admitted(acme);
  }

  @Test
  void takesTenSecondsWorthForABurst() {
    var limits =
        new TenantLimits(
            SizeLimits.DEFAULT,
            OptionalInt.empty(),
            OptionalLong.of(200),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Duration.ZERO);

    assertThat(limiters.of("acme", limits).samplesLeft()).hasValue(2_000);
  }

  @Test
  void keepsCountsOverAReload() {
    var acme = limiters.of("acme", limits(2, 100, 1_000));
    series(acme).admits(1L << 40, () -> "up");
    var permit = admitted(acme);
    permit.take(10);
    permit.counted(1_099);

    var again = limiters.of("acme", limits(1, 50, 1_000));
    assertThat(again).isSameAs(acme);
    assertThat(again.admit()).isEqualTo(new Admission.InDebt(50, Duration.ofSeconds(2)));
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(again.admit()).isEqualTo(new Admission.Busy(1));
    assertThat(series(again).active()).isOne();
    assertThat(again.bytesInFlight()).isEqualTo(10);
  }

  @Test
  void limitsNothingAnyMoreWhenAReloadSaysSo() {
    var acme = limiters.of("acme", limits(1, 100, 1_000));
    admitted(acme).counted(5_000);

    limiters.of("acme", TenantLimits.DEFAULT);
    admitted(acme);
    assertThat(acme.samplesLeft()).isEmpty();
  }

  @Test
  void forgetsARemovedTenantWhenNothingOfItIsInFlight() {
    var acme = limiters.of("acme", limits(1, 100, 1_000));
    series(acme).admits(1L << 40, () -> "up");
    var permit = admitted(acme);

    limiters.retain(List.of("other"));
    assertThat(limiters.of("acme", limits(1, 100, 1_000))).isSameAs(acme);
    limiters.retain(List.of("other"));
    permit.release();
    assertThat(memory.used()).isPositive();
    limiters.sweep();
    assertThat(memory.used()).isZero();
    assertThat(limiters.of("acme", limits(1, 100, 1_000))).isNotSameAs(acme);
  }

  @Test
  void keepsTheOthersWhenATenantIsRemoved() {
    var other = limiters.of("other", TenantLimits.DEFAULT);
    limiters.of("acme", TenantLimits.DEFAULT);

    limiters.retain(List.of("other"));
    assertThat(limiters.of("other", TenantLimits.DEFAULT)).isSameAs(other);
  }

  @Test
  void forgetsIdleSeriesAsTimeGoesBy() {
    var acme = limiters.of("acme", limits(1, 100, 1_000));
    series(acme).admits(1L << 40, () -> "up");

    for (int minute = 0; minute < 16; minute++) {
      nanos.addAndGet(Duration.ofMinutes(1).toNanos());
      limiters.sweep();
      limiters.sweep();
    }
    assertThat(series(acme).active()).isOne();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    limiters.sweep();
    assertThat(series(acme).active()).isZero();
  }

  @Test
  void forgetsNothingEarlyAfterATimerThatStoodStill() {
    var acme = limiters.of("acme", limits(1, 100, 1_000));
    nanos.addAndGet(Duration.ofHours(5).toNanos());
    series(acme).admits(1L << 40, () -> "up");

    limiters.sweep();
    assertThat(series(acme).active()).isOne();
  }

  @Test
  void knowsSeriesOnlyWhereTheyAreLimited() {
    var acme = limiters.of("acme", limits(1, 100, 1_000));
    series(acme).admits(1L << 40, () -> "up");
    assertThat(memory.used()).isPositive();

    limiters.of("acme", TenantLimits.DEFAULT);
    assertThat(acme.series()).isEmpty();
    assertThat(memory.used()).isZero();
    limiters.of("acme", limits(1, 100, 1_000));
    assertThat(series(acme).active()).isZero();
  }

  private static ActiveSeries series(TenantLimiter limiter) {
    return limiter.series().orElseThrow();
  }

  private static TenantLimiter.Permit admitted(TenantLimiter limiter) {
    var admission = limiter.admit();
    assertThat(admission).isInstanceOf(Admission.Admitted.class);
    return ((Admission.Admitted) admission).permit();
  }

  private static TenantLimits limits(int requests, long perSecond, long burst) {
    return new TenantLimits(
        SizeLimits.DEFAULT,
        OptionalInt.of(requests),
        OptionalLong.of(perSecond),
        OptionalLong.of(burst),
        OptionalLong.of(10),
        Duration.ofMinutes(10));
  }
}

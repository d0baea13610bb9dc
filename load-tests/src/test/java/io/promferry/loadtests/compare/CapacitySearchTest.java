package io.promferry.loadtests.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.promferry.loadtests.compare.CapacitySearch.Held;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CapacitySearchTest {
  @Test
  void findsTheHighestRateThatIsHeld() {
    var capacity =
        new CapacitySearch(rate -> rate <= 500_000 ? Held.HELD : Held.NOT_HELD).from(50_000);

    assertThat(capacity.samplesPerSecond()).isLessThanOrEqualTo(500_000);
    assertThat(capacity.samplesPerSecond()).isCloseTo(500_000, within(50_000.0));
    assertThat(capacity.isDriversLimit()).isFalse();
  }

  @Test
  void saysWhenItIsTheDriverThatCanDoNoMore() {
    var capacity =
        new CapacitySearch(rate -> rate <= 500_000 ? Held.HELD : Held.NOT_DRIVEN).from(50_000);

    assertThat(capacity.isDriversLimit()).isTrue();
  }

  @Test
  void doesNotTakeOneBadMomentForALimit() {
    var attempts = new AtomicInteger();
    var capacity =
        new CapacitySearch(rate ->
            attempts.getAndIncrement() == 0 || rate > 500_000 ? Held.NOT_HELD : Held.HELD)
            .from(50_000);

    assertThat(capacity.samplesPerSecond()).isGreaterThan(400_000);
  }

  @Test
  void searchesBelowTheFirstRateToo() {
    var capacity =
        new CapacitySearch(rate -> rate <= 30_000 ? Held.HELD : Held.NOT_HELD).from(50_000);

    assertThat(capacity.samplesPerSecond()).isBetween(1.0, 30_000.0);
  }

  @Test
  void endsWhereThereIsNoLimit() {
    var attempts = new AtomicInteger();
    var capacity =
        new CapacitySearch(
                _ -> {
                  attempts.incrementAndGet();
                  return Held.HELD;
                })
            .from(1);

    assertThat(capacity.samplesPerSecond()).isGreaterThan(1);
    assertThat(attempts).hasValueLessThan(30);
  }
}

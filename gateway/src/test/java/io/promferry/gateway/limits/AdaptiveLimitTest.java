package io.promferry.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.limits.SimulatedStore.Manner;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store with 128 connections, in the company of one tenant or more. */
class AdaptiveLimitTest {
  private static final int CEILING = 128;
  private static final int FLOOR = 4;
  private static final String ACME = "acme";
  private static final int NO_END_OF_WORKERS = 10_000;

  private final SimulatedStore store = new SimulatedStore(CEILING);

  /** Each has 96 writes under way all the time. */
  @ParameterizedTest
  @CsvSource({"10, 9600", "300, 320", "2000, 48"})
  void leavesASteadyStoreAlone(int millis, int perSecond) {
    store.works(NO_END_OF_WORKERS, Duration.ofMillis(millis));
    store.send(ACME, perSecond);

    store.run(Duration.ofSeconds(60));

    assertThat(store.refused(ACME)).isZero();
    assertThat(store.limit()).isEqualTo(CEILING);
  }

  @Test
  void findsOutThatAStoreHasBecomeSlowOnItsOwn() {
    store.works(NO_END_OF_WORKERS, Duration.ofMillis(10));
    store.send(ACME, 48);
    store.run(Duration.ofSeconds(60));

    store.works(NO_END_OF_WORKERS, Duration.ofSeconds(2));
    store.run(Duration.ofSeconds(25));
    store.run(Duration.ofSeconds(60));

    assertThat(store.refused(ACME)).isZero();
  }

  @Test
  void keepsTheQueueOfAnOverloadedStoreShortAndTheStoreBusy() {
    store.works(8, Duration.ofMillis(20));
    store.send(ACME, 300);
    store.run(Duration.ofSeconds(10));

    store.send(ACME, 2000);
    store.run(Duration.ofSeconds(5));
    store.run(Duration.ofSeconds(60));

    assertThat(store.limit()).isBetween(8, 4 * 8);
    assertThat(store.taken()).isGreaterThan(95 * 60 * 400 / 100);
  }

  @Test
  void keepsTheQueueShortThoughTheStoreIsOverloadedFromTheStart() {
    store.works(8, Duration.ofMillis(20));
    store.send(ACME, 2000);
    store.run(Duration.ofSeconds(10));
    store.run(Duration.ofSeconds(60));

    assertThat(store.limit()).isBetween(8, 4 * 8);
    assertThat(store.taken()).isGreaterThan(95 * 60 * 400 / 100);
  }

  @Test
  void givesLessToAStoreWhoseWorkersSlowDownAndMoreWithinSecondsOfItsRecovery() {
    store.works(8, Duration.ofMillis(20));
    store.send(ACME, 300);
    store.run(Duration.ofSeconds(10));

    store.works(8, Duration.ofMillis(200));
    store.run(Duration.ofSeconds(30));
    assertThat(store.inFlight()).isBetween(FLOOR, 4 * 8);

    store.works(8, Duration.ofMillis(20));
    store.run(Duration.ofSeconds(3));
    store.run(Duration.ofSeconds(10));
    assertThat(store.refused(ACME)).isZero();
  }

  @Test
  void bringsAStoreThatIsTooBusyDownToTheFloorAndBackUpWithinSeconds() {
    store.works(NO_END_OF_WORKERS, Duration.ofMillis(50));
    store.send(ACME, 1000);
    store.run(Duration.ofSeconds(10));

    store.behaves(Manner.IS_BUSY);
    store.run(Duration.ofSeconds(1));
    assertThat(store.limit()).isEqualTo(FLOOR);

    store.behaves(Manner.TAKES);
    store.run(Duration.ofSeconds(2));
    store.run(Duration.ofSeconds(10));
    assertThat(store.refused(ACME)).isZero();
  }

  @Test
  void holdsLittleForAStoreThatHangsAndFindsOutWhenItIsBack() {
    store.works(NO_END_OF_WORKERS, Duration.ofMillis(50));
    store.send(ACME, 100);
    store.run(Duration.ofSeconds(10));

    store.behaves(Manner.HANGS);
    store.run(Duration.ofSeconds(25));
    assertThat(store.limit()).isEqualTo(FLOOR);
    assertThat(store.inFlight()).isLessThanOrEqualTo(FLOOR);

    store.behaves(Manner.TAKES);
    store.run(Duration.ofSeconds(12));
    store.run(Duration.ofSeconds(10));
    assertThat(store.refused(ACME)).isZero();
  }

  @Test
  void givesHalfWhenMostWritesFailAndNothingLessWhenAFewDo() {
    store.works(NO_END_OF_WORKERS, Duration.ofMillis(50));
    store.send(ACME, 100);
    store.run(Duration.ofSeconds(10));

    store.behaves(Manner.IS_BUSY);
    store.run(Duration.ofMillis(40));
    store.behaves(Manner.TAKES);
    store.run(Duration.ofSeconds(10));

    assertThat(store.limit()).isEqualTo(CEILING);
  }

  @Test
  void doesNotMindAnswersThatAreTheDatasFault() {
    store.works(NO_END_OF_WORKERS, Duration.ofMillis(50));
    store.send(ACME, 1000);
    store.behaves(Manner.REFUSES_DATA);

    store.run(Duration.ofSeconds(10));

    assertThat(store.limit()).isEqualTo(CEILING);
    assertThat(store.refused(ACME)).isZero();
  }

  @Test
  void letsQuietTenantsThroughWhileOneWantsTenTimesWhatTheStoreCanDo() {
    store.works(8, Duration.ofMillis(20));
    for (int i = 0; i < 5; i++) {
      store.send("quiet-" + i, 5 + i);
    }
    store.run(Duration.ofSeconds(10));

    store.send("noisy", 4000);
    store.run(Duration.ofMinutes(2));

    assertThat(store.refused("noisy")).isPositive();
    for (int i = 0; i < 5; i++) {
      assertThat(store.refused("quiet-" + i)).isZero();
    }
  }

  /** Four fifths of the limit, which stands well above what keeps the store busy. */
  @Test
  void letsOneAloneKeepTheStoreBusy() {
    store.works(50, Duration.ofMillis(100));
    store.send(ACME, 5000);
    store.run(Duration.ofSeconds(10));

    store.run(Duration.ofSeconds(60));

    assertThat(store.taken()).isGreaterThan(95 * 60 * 500 / 100);
  }
}

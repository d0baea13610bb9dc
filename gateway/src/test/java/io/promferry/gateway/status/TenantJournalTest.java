package io.promferry.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.telemetry.WriteResult;
import io.promferry.gateway.wire.PartCounts;
import io.promferry.gateway.wire.RefusalReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class TenantJournalTest {
  /** In the middle of ten seconds, so that a boundary is never where a test begins. */
  private static final Instant START = Instant.parse("2026-01-02T09:59:55Z");

  private final SettableClock clock = new SettableClock(START);
  private final TenantJournal journal = new TenantJournal(clock);

  @Test
  void knowsNothingBeforeTheFirstWrite() {
    var snapshot = journal.snapshot();

    assertThat(snapshot.knownSince()).isEqualTo(START);
    assertThat(snapshot.lastWrite()).isNull();
    assertThat(snapshot.lastAccepted()).isNull();
    assertThat(snapshot.newestSample()).isNull();
    assertThat(snapshot.lastRefusal()).isNull();
    assertThat(snapshot.refusedSince()).isNull();
    assertThat(snapshot.total().writes()).isZero();
    assertThat(snapshot.recent().writes()).isZero();
  }

  @Test
  void addsUpWhatIsAcceptedAndKeepsTheNewestTime() {
    accept(new PartCounts(100, 20, 3), 7_000);
    accept(new PartCounts(1, 2, 3), 5_000);

    var snapshot = journal.snapshot();
    assertThat(snapshot.total().samples()).isEqualTo(101);
    assertThat(snapshot.total().histograms()).isEqualTo(22);
    assertThat(snapshot.total().exemplars()).isEqualTo(6);
    assertThat(snapshot.total().writes(WriteResult.ACCEPTED)).isEqualTo(2);
    assertThat(snapshot.newestSample()).isEqualTo(Instant.ofEpochSecond(7));
    assertThat(snapshot.lastAccepted()).isEqualTo(START);
  }

  @Test
  void remembersTheLastWriteWithItsStatus() {
    for (var result : WriteResult.values()) {
      clock.advance(Duration.ofMillis(1));
      journal.answered(result, PartCounts.NONE, 599, "");
      assertThat(journal.snapshot().lastWrite())
          .isEqualTo(new TenantSnapshot.LastWrite(clock.instant(), result, OptionalInt.of(599)));
    }
  }

  @Test
  void remembersAWriteThatWasNotAnswered() {
    journal.unanswered(WriteResult.BODY_TIMEOUT);

    var snapshot = journal.snapshot();
    assertThat(snapshot.lastWrite())
        .isEqualTo(
            new TenantSnapshot.LastWrite(START, WriteResult.BODY_TIMEOUT, OptionalInt.empty()));
    assertThat(snapshot.lastRefusal())
        .isEqualTo(
            new TenantSnapshot.Refusal(START, WriteResult.BODY_TIMEOUT, OptionalInt.empty(), ""));
  }

  @Test
  void keepsTheLastRefusalsTextWhenWritesAreAcceptedAgain() {
    journal.answered(WriteResult.OVERLOADED, PartCounts.NONE, 503, "first");
    clock.advance(Duration.ofSeconds(1));
    journal.answered(WriteResult.MALFORMED, PartCounts.NONE, 400, "second");
    clock.advance(Duration.ofSeconds(1));
    accept(new PartCounts(1, 0, 0), 1);

    assertThat(journal.snapshot().lastRefusal())
        .isEqualTo(
            new TenantSnapshot.Refusal(
                START.plusSeconds(1), WriteResult.MALFORMED, OptionalInt.of(400), "second"));
  }

  @Test
  void cutsALongTextBetweenTwoCharacters() {
    journal.answered(
        WriteResult.MALFORMED, PartCounts.NONE, 400, "x".repeat(1_023) + "\uD83D\uDE00 and more");

    assertThat(journal.snapshot().lastRefusal())
        .extracting(TenantSnapshot.Refusal::text)
        .isEqualTo("x".repeat(1_023));
  }

  @Test
  void countsAStreakOfRefusalsFromItsFirst() {
    journal.answered(WriteResult.OVERLOADED, PartCounts.NONE, 503, "full");
    clock.advance(Duration.ofMinutes(2));
    journal.answered(WriteResult.UPSTREAM_UNAVAILABLE, PartCounts.NONE, 503, "down");

    assertThat(journal.snapshot().refusedSince()).isEqualTo(START);
  }

  @Test
  void endsAStreakWithTheFirstPartThatIsAccepted() {
    journal.answered(WriteResult.OVERLOADED, PartCounts.NONE, 503, "full");
    clock.advance(Duration.ofMinutes(2));
    journal.answered(WriteResult.SERIES_REFUSED, new PartCounts(1, 0, 0), 400, "a part");

    assertThat(journal.snapshot().refusedSince()).isNull();
    assertThat(journal.snapshot().lastAccepted()).isEqualTo(clock.instant());
  }

  @Test
  void doesNotTakeMetadataThatIsAcceptedForTheEndOfAStreak() {
    journal.answered(WriteResult.SERIES_REFUSED, PartCounts.NONE, 400, "every series");
    clock.advance(Duration.ofMinutes(1));
    journal.answered(WriteResult.ACCEPTED, PartCounts.NONE, 204, "");

    assertThat(journal.snapshot().refusedSince()).isEqualTo(START);
    assertThat(journal.snapshot().lastAccepted()).isNull();
  }

  @Test
  void countsRefusedSeriesByReason() {
    journal.spliced(TenantStory.report(Map.of(RefusalReason.MISSING_METRIC_NAME, 3)));
    journal.spliced(
        TenantStory.report(
            Map.of(RefusalReason.MISSING_METRIC_NAME, 1, RefusalReason.SAMPLE_AHEAD, 2)));

    var total = journal.snapshot().total();
    assertThat(total.refused(RefusalReason.MISSING_METRIC_NAME)).isEqualTo(4);
    assertThat(total.refused(RefusalReason.SAMPLE_AHEAD)).isEqualTo(2);
    assertThat(total.refused(RefusalReason.FORGED_LABEL)).isZero();
  }

  @Test
  void forgetsWhatIsOlderThanTheWindowAndKeepsTheTotal() {
    for (int minute = 0; minute < 20; minute++) {
      accept(new PartCounts(60, 0, 0), 1);
      clock.advance(Duration.ofMinutes(1));
    }

    // The last one was a minute ago, and the window began 5:05 ago.
    assertThat(journal.snapshot().recent().samples()).isEqualTo(5 * 60);
    assertThat(journal.snapshot().recentSpan()).isEqualTo(Duration.ofSeconds(305));
    assertThat(journal.snapshot().total().samples()).isEqualTo(20 * 60);
  }

  @Test
  void countsNothingAsRecentAfterALongSilence() {
    accept(new PartCounts(60, 0, 0), 1);

    clock.advance(Duration.ofMinutes(4));
    assertThat(journal.snapshot().recent().samples()).isEqualTo(60);

    clock.advance(Duration.ofHours(1));
    assertThat(journal.snapshot().recent().samples()).isZero();
  }

  @Test
  void takesTheRateOfAYoungTenantOverItsOwnTime() {
    accept(new PartCounts(500, 100, 0), 1);
    clock.advance(Duration.ofSeconds(10));

    assertThat(journal.snapshot().samplesPerSecond()).isEqualTo(60);
  }

  @Test
  void takesTheRateOverTheWindow() {
    for (int second = 0; second < 1_000; second++) {
      accept(new PartCounts(7, 0, 0), 1);
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(journal.snapshot().samplesPerSecond()).isEqualTo(7);
  }

  /** Each writer crosses the boundaries of many ticks while the others write. */
  @Test
  void losesNothingWhenManyThreadsWriteWhileTimePasses()
      throws ExecutionException, InterruptedException {
    int writers = 4;
    int each = 20_000;
    long all = 80_000;
    Callable<Boolean> writer =
        () -> {
          for (int write = 0; write < each; write++) {
            accept(new PartCounts(1, 1, 1), write);
            journal.spliced(TenantStory.report(Map.of(RefusalReason.FORGED_LABEL, 1)));
            clock.advance(Duration.ofMillis(3));
          }
          return true;
        };
    try (var threads = Executors.newFixedThreadPool(writers)) {
      for (var done : threads.invokeAll(Collections.nCopies(writers, writer))) {
        assertThat(done.get()).isTrue();
      }
    }

    var snapshot = journal.snapshot();
    assertThat(snapshot.total().samples()).isEqualTo(all);
    assertThat(snapshot.total().histograms()).isEqualTo(all);
    assertThat(snapshot.total().exemplars()).isEqualTo(all);
    assertThat(snapshot.total().writes(WriteResult.ACCEPTED)).isEqualTo(all);
    assertThat(snapshot.total().refused(RefusalReason.FORGED_LABEL)).isEqualTo(all);
    assertThat(snapshot.newestSample()).isEqualTo(Instant.ofEpochMilli(each - 1));
    // 240 seconds have passed: all of it is recent.
    assertThat(snapshot.recent().samples()).isEqualTo(all);
  }

  private void accept(PartCounts written, long newest) {
    journal.accepted(written, newest);
    journal.answered(WriteResult.ACCEPTED, written, 204, "");
  }
}

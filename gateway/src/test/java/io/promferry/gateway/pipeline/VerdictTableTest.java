package io.promferry.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.limits.FairBudget;
import io.promferry.gateway.wire.RefusalReason;
import io.promferry.gateway.wire.SeriesVerdict;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictTableTest {
  private static final SeriesVerdict REFUSED =
      new SeriesVerdict.Refused(RefusalReason.TOO_MANY_LABELS);

  @Test
  void findsWhatWasAdded() {
    var table = new VerdictTable(new FairBudget(1 << 20).share());
    table.add(1, 2, SeriesVerdict.DROPPED);
    table.add(65, 2, REFUSED);

    assertThat(table.find(1, 2)).isEqualTo(SeriesVerdict.DROPPED);
    assertThat(table.find(65, 2)).isEqualTo(REFUSED);
  }

  @Test
  void needsBothHalvesOfTheHash() {
    var table = new VerdictTable(new FairBudget(1 << 20).share());
    table.add(1, 2, SeriesVerdict.DROPPED);

    assertThat(table.find(1, 3)).isNull();
    assertThat(table.find(2, 2)).isNull();
    assertThat(table.find(1 | Long.MIN_VALUE, 2)).isNull();
    assertThat(table.find(1 | 1L << 6, 2)).isNull();
  }

  @Test
  void keepsNearlyEverythingThatTheBudgetHolds() {
    var budget = new FairBudget(64 << 20);
    var table = new VerdictTable(budget.share());
    int found = addedAndFound(table, 200_000);

    assertThat(found).isGreaterThan(199_900);
    assertThat(budget.used()).isLessThan(200_000 * 60);
  }

  @Test
  void staysWithinItsBudgetAndKeepsAPart() {
    var budget = new FairBudget(1 << 20);
    var table = new VerdictTable(budget.share());
    int found = addedAndFound(table, 200_000);

    assertThat(budget.used()).isBetween(1L << 18, 1L << 20);
    assertThat(found).isBetween(5_000, 20_000);
  }

  /** What comes round in a ring, and is larger than the table, would never be found by its age. */
  @Test
  void keepsAPartOfWhatComesRoundInARing() {
    var table = new VerdictTable(new FairBudget(1 << 20).share());
    int first = addedAndFound(table, 15_000);
    int again = 0;
    var random = new SplittableRandom(7);
    for (int i = 0; i < 15_000; i++) {
      long hash = random.nextLong();
      long second = random.nextLong();
      if (table.find(hash, second) == null) {
        table.add(hash, second, SeriesVerdict.DROPPED);
      } else {
        again++;
      }
    }

    assertThat(first).isGreaterThan(5_000);
    assertThat(again).isGreaterThan(3_000);
  }

  @Test
  void makesRoomForOthers() {
    var budget = new FairBudget(1 << 20);
    addedAndFound(new VerdictTable(budget.share()), 200_000);
    long alone = budget.used();
    int other = addedAndFound(new VerdictTable(budget.share()), 200_000);

    assertThat(alone).isLessThan(600_000);
    assertThat(other).isGreaterThan(2_000);
    assertThat(budget.used()).isLessThan(1 << 20);
  }

  @Test
  void givesEverythingBackAndTakesNothingMore() {
    var budget = new FairBudget(1 << 20);
    var table = new VerdictTable(budget.share());
    addedAndFound(table, 5_000);
    table.close();
    long afterwards = budget.used();
    int found = addedAndFound(table, 5_000);

    assertThat(afterwards).isZero();
    assertThat(found).isZero();
    assertThat(budget.used()).isZero();
  }

  @Test
  void holdsWhatItCountsUnderManyThreads() throws ExecutionException, InterruptedException {
    var budget = new FairBudget(1 << 20);
    var table = new VerdictTable(budget.share());
    try (var threads = Executors.newFixedThreadPool(4)) {
      var all =
          IntStream.range(0, 4).mapToObj(seed -> threads.submit(() -> hammer(table))).toList();
      for (Future<?> one : all) {
        one.get();
      }
      assertThat(budget.used()).isBetween(1L << 18, 1L << 20);
      var last = threads.submit(() -> hammer(table));
      table.close();
      last.get();
    }
    assertThat(budget.used()).isZero();
  }

  /** The verdict of each hash is known by the hash: nobody may find another's. */
  private static void hammer(VerdictTable table) {
    var random = new SplittableRandom();
    for (int i = 0; i < 300_000; i++) {
      long hash = random.nextInt(40_000) * 0x9e3779b97f4a7c15L;
      var verdict = (hash >>> 40) % 2 == 0 ? SeriesVerdict.DROPPED : REFUSED;
      var found = table.find(hash, ~hash);
      if (found == null) {
        table.add(hash, ~hash, verdict);
      } else if (!found.equals(verdict)) {
        throw new AssertionError("found " + found + " for " + hash);
      }
    }
  }

  /** Adds so many, the same ones each time, and says how many of them are found afterwards. */
  private static int addedAndFound(VerdictTable table, int many) {
    var random = new SplittableRandom(7);
    for (int i = 0; i < many; i++) {
      table.add(random.nextLong(), random.nextLong(), SeriesVerdict.DROPPED);
    }
    int found = 0;
    random = new SplittableRandom(7);
    for (int i = 0; i < many; i++) {
      found += table.find(random.nextLong(), random.nextLong()) == null ? 0 : 1;
    }
    return found;
  }
}

package io.promferry.gateway.limits;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.limits.ActiveSeries.MetricSeries;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ActiveSeriesTest {
  private static final int WINDOW = ActiveSeries.WINDOW;

  private final SeriesMemory memory = new SeriesMemory(64 << 20);

  @Test
  void refusesOnlyNewSeriesOverTheLimit() {
    var series = warm(100);

    assertThat(hashes(100)).allMatch(hash -> admits(series, hash));
    assertThat(admits(series, hash(100))).isFalse();
    assertThat(hashes(100)).allMatch(hash -> admits(series, hash));
    assertThat(series.active()).isEqualTo(100);
  }

  @Test
  void admitsUpToTwiceTheLimitInItsFirstWindow() {
    var series = new ActiveSeries(memory, 100);

    assertThat(hashes(200)).allMatch(hash -> admits(series, hash));
    assertThat(admits(series, hash(200))).isFalse();
  }

  @Test
  void keepsTheLimitAfterItsFirstWindow() {
    var series = new ActiveSeries(memory, 100);
    pass(series, WINDOW);
    assertThat(hashes(200)).as("the window is not quite over").allMatch(h -> admits(series, h));

    pass(series, 1);
    assertThat(admits(series, hash(200))).isFalse();
    assertThat(hashes(200)).as("known ones").allMatch(hash -> admits(series, hash));
  }

  @Test
  void forgetsWhatHasNotBeenSeenForAWindow() {
    var series = warm(2);
    admits(series, hash(0));
    admits(series, hash(1));

    pass(series, 10);
    admits(series, hash(1));
    pass(series, 6);
    assertThat(admits(series, hash(2))).as("not yet forgotten").isFalse();
    pass(series, 1);
    assertThat(series.active()).isEqualTo(1);
    assertThat(admits(series, hash(2))).isTrue();
    assertThat(admits(series, hash(1))).as("seen in between").isTrue();
    assertThat(admits(series, hash(0))).as("forgotten, and now a new one").isFalse();
  }

  @Test
  void knowsForEverWhatIsSeenOften() {
    var series = warm(1_000);
    for (int i = 0; i < 1_000; i++) {
      assertThat(hashes(1_000)).allMatch(hash -> admits(series, hash));
      pass(series, WINDOW);
    }

    assertThat(series.active()).isEqualTo(1_000);
  }

  @Test
  void keepsWhatIsKnownWhenTheLimitChanges() {
    var series = warm(Long.MAX_VALUE);
    hashes(1_000).forEach(hash -> admits(series, hash));

    series.limit(10);
    assertThat(hashes(1_000)).allMatch(hash -> admits(series, hash));
    assertThat(admits(series, hash(1_000))).isFalse();
    series.limit(1_001);
    assertThat(admits(series, hash(1_000))).isTrue();
  }

  @Test
  void tellsSeriesApartWhateverTheirHash() {
    var series = warm(Long.MAX_VALUE);
    var different = new HashSet<Long>();
    for (int shift = 8; shift < 64; shift++) {
      different.add(1L << shift);
      different.add(-1L << shift);
      different.add((1L << shift) - 1 & ~0xffL);
    }

    different.forEach(hash -> admits(series, hash));
    assertThat(series.active()).isEqualTo(different.size());
  }

  @Test
  void agreesWithASetOfHashes() {
    var series = warm(3_000);
    var random = new SplittableRandom(7);
    var lastSeen = new HashMap<Long, Integer>();
    for (int now = 0; now < 200; now++) {
      for (int i = 0; i < 500; i++) {
        long hash = hash(random.nextInt(1 + 50 * now));
        boolean expected = lastSeen.containsKey(hash) || lastSeen.size() < 3_000;
        assertThat(admits(series, hash)).isEqualTo(expected);
        if (expected) {
          lastSeen.put(hash, now);
        }
      }
      pass(series, 1);
      int next = now + 1;
      lastSeen.values().removeIf(seen -> next - seen > WINDOW);
      assertThat(series.active()).isEqualTo(lastSeen.size());
    }
  }

  @Test
  void passesEverythingWhenTheMemoryIsUsedUp() {
    var small = new SeriesMemory(100_000);
    var series = warm(small, Long.MAX_VALUE);
    hashes(10_000).forEach(hash -> admits(series, hash));
    long tracked = series.active();
    assertThat(small.used()).isBetween(40_000L, 50_000L);
    assertThat(tracked).isBetween(3_500L, 5_500L);
    assertThat(small.untracked()).isEqualTo(10_000 - tracked);

    series.limit(10);
    assertThat(LongStream.range(20_000, 30_000)).allMatch(number -> admits(series, hash(number)));
  }

  @Test
  void refusesAgainAWindowAfterTheMemoryWasUsedUp() {
    var small = new SeriesMemory(100_000);
    var series = warm(small, 100);
    var other = small.share();
    other.tryTake(100_000);
    assertThat(hashes(200)).allMatch(hash -> admits(series, hash));
    other.release(100_000);

    assertThat(hashes(150)).allMatch(hash -> admits(series, hash));
    pass(series, WINDOW);
    assertThat(admits(series, hash(150))).isTrue();
    hashes(150).forEach(hash -> admits(series, hash));
    pass(series, 1);
    assertThat(admits(series, hash(151))).isFalse();
  }

  @Test
  void leavesOthersTheirShareOfTheMemory() {
    var small = new SeriesMemory(100_000);
    var greedy = warm(small, Long.MAX_VALUE);
    hashes(10_000).forEach(hash -> admits(greedy, hash));
    var quiet = warm(small, 500);
    long untracked = small.untracked();

    assertThat(hashes(500)).allMatch(hash -> admits(quiet, hash));
    assertThat(admits(quiet, hash(500))).isFalse();
    assertThat(small.untracked()).isEqualTo(untracked);
  }

  @Test
  void givesBackTheMemoryOfWhatItForgets() {
    var series = warm(Long.MAX_VALUE);
    hashes(100_000).forEach(hash -> admits(series, hash));
    assertThat(memory.used()).isBetween(900_000L, 1_200_000L);

    pass(series, 10);
    hashes(1_000).forEach(hash -> admits(series, hash));
    pass(series, 7);
    assertThat(series.active()).isEqualTo(1_000);
    assertThat(memory.used()).isLessThan(16_000);
    pass(series, 10);
    assertThat(memory.used()).isZero();
  }

  @Test
  void givesBackAllMemoryWhenItIsClosed() {
    var series = warm(10);
    hashes(10).forEach(hash -> admits(series, hash));

    series.close();
    assertThat(memory.used()).isZero();
    assertThat(hashes(1_000)).allMatch(hash -> admits(series, hash));
    assertThat(memory.used()).isZero();
    assertThat(memory.untracked()).isZero();
  }

  @Test
  void countsASeriesOfManyThreadsOnceAndKeepsTheLimit() throws InterruptedException {
    var series = warm(50_000);
    var admitted =
        concurrently(
            4, () -> hashes(60_000).filter(h -> admits(series, h)).boxed().collect(toSet()));

    assertThat(series.active()).isEqualTo(50_000);
    var all = new HashSet<Long>();
    admitted.forEach(all::addAll);
    assertThat(all).hasSize(50_000);
  }

  @Test
  void knowsTheMetricNamesWithTheMostSeries() {
    var series = warm(Long.MAX_VALUE);
    hashes(1_000).forEach(hash -> series.admits(hash, () -> "wide"));
    hashes(1_000).forEach(hash -> series.admits(hash, () -> "wide"));
    LongStream.range(1_000, 1_010).forEach(n -> series.admits(hash(n), () -> "narrow"));

    assertThat(series.topMetricNames(5))
        .containsExactly(new MetricSeries("wide", 1_000), new MetricSeries("narrow", 10));
    assertThat(series.topMetricNames(1)).hasSize(1);
  }

  @Test
  void countsTheNamesAnewInEachWindow() {
    var series = new ActiveSeries(memory, Long.MAX_VALUE);
    for (int i = 0; i < 3 * WINDOW; i++) {
      hashes(100).forEach(hash -> series.admits(hash, () -> "steady"));
      pass(series, 1);
    }
    assertThat(series.topMetricNames(5)).containsExactly(new MetricSeries("steady", 100));

    pass(series, WINDOW + 1);
    LongStream.range(200, 210).forEach(n -> series.admits(hash(n), () -> "new"));
    assertThat(series.topMetricNames(5)).containsExactly(new MetricSeries("new", 10));
  }

  @Test
  void findsAWideNameAmongManyAndCutsLongOnes() {
    var series = warm(Long.MAX_VALUE);
    var random = new SplittableRandom(3);
    var longName = "x".repeat(10_000);
    for (int i = 0; i < 20_000; i++) {
      var name = i % 4 == 0 ? longName : "m" + random.nextInt(2_000);
      series.admits(hash(i), () -> name);
    }

    assertThat(series.topMetricNames(20)).hasSizeLessThanOrEqualTo(10);
    var first = series.topMetricNames(1).getFirst();
    assertThat(first.metricName()).isEqualTo("x".repeat(200));
    assertThat(first.series()).isBetween(5_000L, 6_100L);
  }

  private ActiveSeries warm(long limit) {
    return warm(memory, limit);
  }

  /** One that is older than a window. */
  private static ActiveSeries warm(SeriesMemory memory, long limit) {
    var series = new ActiveSeries(memory, limit);
    pass(series, WINDOW + 1);
    return series;
  }

  private static void pass(ActiveSeries series, int ticks) {
    for (int i = 0; i < ticks; i++) {
      series.tick();
    }
  }

  private static boolean admits(ActiveSeries series, long hash) {
    return series.admits(hash, () -> "name");
  }

  private static LongStream hashes(int count) {
    return LongStream.range(0, count).map(ActiveSeriesTest::hash);
  }

  /** Different for different numbers, and even over all values (Steele et al., SplitMix). */
  private static long hash(long number) {
    long z = (number + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private interface Work {
    Set<Long> run();
  }

  private static List<Set<Long>> concurrently(int count, Work work) throws InterruptedException {
    var results = new CopyOnWriteArrayList<Set<Long>>();
    var threads =
        IntStream.range(0, count)
            .mapToObj(_ -> Thread.ofPlatform().start(() -> results.add(work.run())))
            .toList();
    for (var thread : threads) {
      thread.join();
    }
    assertThat(results).hasSize(count);
    return results;
  }
}

package io.promferry.loadtests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.loadtests.driver.DriverFigures;
import io.promferry.loadtests.report.Books;
import io.promferry.loadtests.report.CriterionResult;
import io.promferry.loadtests.report.TimelinePoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class CriterionTest {
  /** A hundred writes: 98 took 10 ms, one 200 ms, one 900 ms. */
  private static final Evidence SEEN =
      new Evidence(
          new DriverFigures(
              Duration.ofSeconds(60),
              6000,
              5900,
              98,
              1,
              Map.of("204", 98L, "503", 3L),
              latencies(),
              new Histogram(3),
              Duration.ofSeconds(3)),
          Optional.of(new Books(6000, 5900, 5900, 0, 0, 0, 0, List.of())),
          IntStream.range(0, 60)
              .mapToObj(i -> new TimelinePoint(i, 100, 0.25, 200, 50 + i / 60.0, 40))
              .toList(),
          300L << 20,
          Optional.of(Duration.ofSeconds(12)),
          Map.of("garbage", Map.of("400", 70L, "503", 1L)),
          List.of("INFO started", "WARN slow"));

  static final List<Criterion> MET =
      List.of(
          new Criterion.LatencyBelow(50, Duration.ofMillis(11)),
          new Criterion.LatencyBelow(99, Duration.ofMillis(201)),
          new Criterion.LatencyBelow(100, Duration.ofMillis(901)),
          new Criterion.BooksBalance(),
          new Criterion.DroppedBodies(1),
          new Criterion.AnswersOnly(Set.of("204", "503", "500")),
          new Criterion.CpuBelow(0.25),
          new Criterion.CpuPerSampleBelow(Duration.ofNanos(2_500_001)),
          new Criterion.PeakResidentBelow(300L << 20),
          new Criterion.HeapGrowthBelow((1L << 20) + 10),
          new Criterion.OpenFileGrowthBelow(0),
          new Criterion.RecoveredWithin(Duration.ofSeconds(12)),
          new Criterion.NoiseAnswersOnly("garbage", Set.of("400", "503", "401")),
          new Criterion.NoiseAnswered("garbage", Set.of("400")),
          new Criterion.LogWithout(List.of(" ERROR ", "OutOfMemoryError")));

  static final List<Criterion> UNMET =
      List.of(
          new Criterion.LatencyBelow(50, Duration.ofMillis(9)),
          new Criterion.LatencyBelow(99, Duration.ofMillis(199)),
          new Criterion.LatencyBelow(100, Duration.ofMillis(899)),
          new Criterion.AllAcknowledged(),
          new Criterion.DroppedBodies(0),
          new Criterion.AnswersOnly(Set.of("204")),
          new Criterion.CpuBelow(0.24),
          new Criterion.CpuPerSampleBelow(Duration.ofNanos(2_400_000)),
          new Criterion.PeakResidentBelow(299L << 20),
          new Criterion.HeapGrowthBelow(900 << 10),
          new Criterion.RecoveredWithin(Duration.ofSeconds(11)),
          new Criterion.NoiseAnswersOnly("garbage", Set.of("400")),
          new Criterion.NoiseAnswered("garbage", Set.of("401")),
          new Criterion.NoiseAnswered("nobody", Set.of()),
          new Criterion.LogWithout(List.of("WARN")));

  @ParameterizedTest
  @FieldSource("MET")
  void isMet(Criterion criterion) {
    assertThat(criterion.judge(SEEN)).matches(CriterionResult::isMet);
  }

  @ParameterizedTest
  @FieldSource("UNMET")
  void isNotMet(Criterion criterion) {
    assertThat(criterion.judge(SEEN)).matches(result -> !result.isMet());
  }

  /** Whether there is any noise is another criterion's business than what it is answered. */
  static Stream<Criterion> metBySomething() {
    return MET.stream().filter(one -> !(one instanceof Criterion.NoiseAnswersOnly));
  }

  @ParameterizedTest
  @MethodSource("metBySomething")
  void isNotMetByARunThatSawNothing(Criterion criterion) {
    var nothing =
        new Evidence(
            new DriverFigures(
                Duration.ZERO,
                0,
                0,
                0,
                2,
                Map.of(),
                new Histogram(3),
                new Histogram(3),
                Duration.ZERO),
            Optional.of(new Books(0, 0, 0, 0, 0, 0, 0, List.of())),
            List.of(),
            0,
            Optional.empty(),
            Map.of(),
            List.of());

    assertThat(criterion.judge(nothing)).matches(result -> !result.isMet());
  }

  @Test
  void findsEachWayInWhichBooksDoNotBalance() {
    Stream.of(
            new Books(9, 9, 8, 0, 1, 0, 0, List.of("lost one")),
            new Books(9, 9, 9, 0, 0, 1, 0, List.of()),
            new Books(9, 9, 9, 0, 0, 0, 1, List.of()))
        .forEach(books ->
            assertThat(new Criterion.BooksBalance().judge(with(books)))
                .matches(result -> !result.isMet()));
  }

  @Test
  void saysWhatWasSeen() {
    assertThat(new Criterion.LatencyBelow(99.9, Duration.ofSeconds(1)).judge(SEEN).demanded())
        .isEqualTo("p99.9 latency at most 1,000 ms");
    assertThat(new Criterion.AnswersOnly(Set.of("204")).judge(SEEN).seen())
        .isEqualTo("98 x 204, 3 x 503");
    assertThat(
            new Criterion.BooksBalance()
                .judge(with(new Books(9, 9, 8, 0, 1, 0, 0, List.of("tenant 7, series 3"))))
                .seen())
        .isEqualTo("9 acknowledged, 1 lost, 0 unknown, 0 misplaced: tenant 7, series 3");
  }

  private static Evidence with(Books books) {
    return new Evidence(
        SEEN.driver(),
        Optional.of(books),
        SEEN.timeline(),
        SEEN.mostResidentBytes(),
        SEEN.recovered(),
        SEEN.noise(),
        SEEN.gatewayLog());
  }

  private static Histogram latencies() {
    var micros = new Histogram(3);
    micros.recordValueWithCount(10_000, 98);
    micros.recordValue(200_000);
    micros.recordValue(900_000);
    return micros;
  }
}

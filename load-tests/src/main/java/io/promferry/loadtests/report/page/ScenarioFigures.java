package io.promferry.loadtests.report.page;

import io.promferry.loadtests.report.Books;
import io.promferry.loadtests.report.Outcome;
import io.promferry.loadtests.report.ScenarioResult;
import io.promferry.loadtests.report.TimelinePoint;
import org.jspecify.annotations.Nullable;

/**
 * What a table says of a scenario, in words. An invalid one has no figures.
 *
 * @param samplesPerSecond acknowledged, on average
 * @param cpu of the process under test
 */
public record ScenarioFigures(String p99, String samplesPerSecond, String cpu, String books) {
  private static final double NANOS_PER_SECOND = 1e9;

  public static ScenarioFigures of(ScenarioResult result) {
    if (result.outcome() == Outcome.INVALID) {
      return new ScenarioFigures(Figures.NONE, Figures.NONE, Figures.NONE, Figures.NONE);
    }
    var latency = result.latency();
    return new ScenarioFigures(
        latency.writes() == 0 ? Figures.NONE : Figures.millis(latency.p99()),
        Figures.withUnit(samplesPerSecond(result), ""),
        cpu(result),
        books(result.books()));
  }

  private static double samplesPerSecond(ScenarioResult result) {
    return result.timeline().stream()
        .mapToDouble(TimelinePoint::samplesPerSecond)
        .average()
        .orElse(Double.NaN);
  }

  private static String cpu(ScenarioResult result) {
    double cores =
        result.timeline().stream()
            .mapToDouble(TimelinePoint::cpuCores)
            .average()
            .orElse(Double.NaN);
    double nanos = cores * NANOS_PER_SECOND / samplesPerSecond(result);
    return Double.isFinite(nanos)
        ? Figures.withUnit(nanos, " ns/sample")
        : Figures.withUnit(cores, " cores");
  }

  private static String books(@Nullable Books books) {
    if (books == null) {
      return "not kept";
    }
    return books.balance()
        ? "balance"
        : "%s lost, %s unknown, %s misplaced"
            .formatted(
                Figures.count(books.lost()),
                Figures.count(books.unknown()),
                Figures.count(books.misplaced()));
  }
}

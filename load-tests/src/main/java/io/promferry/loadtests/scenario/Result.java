package io.promferry.loadtests.scenario;

import io.promferry.loadtests.report.Latency;
import io.promferry.loadtests.report.ScenarioResult;
import io.promferry.loadtests.report.TimelinePoint;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes of what a run has shown what reports show. */
final class Result {
  private static final double BYTES_PER_MEBIBYTE = 1 << 20;

  private Result() {}

  static ScenarioResult of(
      String name,
      Scenario scenario,
      String command,
      String started,
      double seconds,
      ScenarioRun.Seen seen) {
    var evidence = seen.evidence();
    var judgement =
        Judgement.of(
            scenario.criteria(),
            evidence,
            seen.room().wants(evidence.driver(), scenario.mostLateness()),
            Room.doubts(evidence.driver()));
    return new ScenarioResult(
        name,
        scenario.description(),
        started,
        seconds,
        command,
        judgement.outcome(),
        judgement.why(),
        judgement.criteria(),
        Latency.ofMicros(evidence.driver().latencyMicros()),
        figures(seen),
        evidence.timeline(),
        evidence.books().orElse(null));
  }

  private static Map<String, Double> figures(ScenarioRun.Seen seen) {
    var evidence = seen.evidence();
    var driver = seen.driver();
    double driverSeconds = Math.max(1e-9, driver.time().toNanos() / 1e9);
    var figures = new LinkedHashMap<String, Double>();
    figures.put(
        "acknowledged, samples/s",
        evidence.timeline().stream()
            .mapToDouble(TimelinePoint::samplesPerSecond)
            .average()
            .orElse(0));
    figures.put("gateway CPU, cores", evidence.cpuCores());
    if (Double.isFinite(evidence.cpuNanosPerSample())) {
      figures.put("gateway CPU, ns/sample", evidence.cpuNanosPerSample());
    }
    figures.put("peak resident, MiB", evidence.mostResidentBytes() / BYTES_PER_MEBIBYTE);
    figures.put(
        "heap growth, MiB/m", Trend.perMinute(evidence.timeline(), TimelinePoint::heapMegabytes));
    figures.put(
        "open files growth, 1/m", Trend.perMinute(evidence.timeline(), TimelinePoint::openFiles));
    evidence
        .recovered()
        .ifPresent(time -> figures.put("up to date after, s", time.toMillis() / 1e3));
    figures.put("bodies dropped", (double) driver.bodiesDropped());
    driver.answers().forEach((answer, count) -> figures.put("answered " + answer, (double) count));
    evidence
        .noise()
        .forEach((kind, answers) ->
            answers.forEach(
                (answer, count) -> figures.put(kind + " answered " + answer, (double) count)));
    figures.put("driver, store and noise CPU, cores", driver.cpu().toNanos() / 1e9 / driverSeconds);
    figures.put("driver lateness p99, ms", driver.latenessMicros().getValueAtPercentile(99) / 1e3);
    figures.put("others on the gateway's core, %", 100 * seen.room().others());
    figures.put("the other core busy, %", 100 * seen.room().otherCore());
    return figures;
  }
}

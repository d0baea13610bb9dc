package io.promferry.loadtests.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What a sample costs in each benchmark, as text. */
record SampleTable(Collection<RunResult> results) {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  @Override
  public String toString() {
    return results.stream()
        .map(SampleTable::row)
        .collect(
            Collectors.joining(
                "\n",
                "%n%-28s %-48s %10s %9s %10s%n"
                    .formatted("benchmark", "of", "ns/sample", "±", "B/sample"),
                "\n"));
  }

  private static String row(RunResult result) {
    var perSample = secondary(result, "samples");
    double samplesPerOperation = result.getPrimaryResult().getScore() / perSample.getScore();
    double allocated = secondary(result, ALLOCATED).getScore() / samplesPerOperation;
    return String.format(
        Locale.ROOT,
        "%-28s %-48s %10.1f %9.1f %10.1f",
        name(result.getParams()),
        parameters(result.getParams()),
        perSample.getScore(),
        perSample.getScoreError(),
        allocated);
  }

  private static Result<?> secondary(RunResult result, String name) {
    return Objects.requireNonNull(result.getSecondaryResults().get(name), name);
  }

  private static String name(BenchmarkParams params) {
    var full = params.getBenchmark();
    var method = full.substring(full.lastIndexOf('.') + 1);
    var type = full.substring(0, full.length() - method.length() - 1);
    return type.substring(type.lastIndexOf('.') + 1).replace("Benchmark", "") + "." + method;
  }

  private static String parameters(BenchmarkParams params) {
    return params.getParamsKeys().stream()
        .map(key -> key + "=" + params.getParam(key))
        .collect(Collectors.joining(" "));
  }
}

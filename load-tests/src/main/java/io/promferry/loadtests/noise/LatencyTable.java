package io.promferry.loadtests.noise;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of a run, for people who read a build's log. */
public final class LatencyTable {
  private LatencyTable() {}

  /** One line per phase, and one per kind of noise in it. */
  public static String of(List<Phase> phases) {
    var head =
        "%-24s %7s %6s %8s %8s %8s %8s %8s %6s%n"
            .formatted(
                "quiet tenants",
                "writes",
                "failed",
                "p50 ms",
                "p99",
                "p99.9",
                "max",
                "gateway",
                "other");
    return head + phases.stream().map(LatencyTable::lines).collect(joining());
  }

  private static String lines(Phase phase) {
    var quiet = phase.quietMicros();
    var line =
        String.format(
            Locale.ROOT,
            "%-24s %7d %6d %8.1f %8.1f %8.1f %8.1f %7.0f%% %5.0f%%%s%n",
            phase.name(),
            quiet.getTotalCount(),
            phase.failed(),
            quiet.getValueAtPercentile(50) / 1e3,
            quiet.getValueAtPercentile(99) / 1e3,
            quiet.getValueAtPercentile(99.9) / 1e3,
            quiet.getMaxValue() / 1e3,
            100 * phase.gatewayCore(),
            100 * phase.otherCore(),
            phase.isValid() ? "" : " INVALID: others used the cores, or the driver its own");
    var failures = phase.failed() == 0 ? "" : "    quiet: " + counts(phase.quietAnswers()) + "\n";
    return line + failures + noise(phase);
  }

  private static String noise(Phase phase) {
    double seconds = phase.time().toMillis() / 1e3;
    return phase.noise().entrySet().stream()
        .map(kind -> {
          long all = kind.getValue().values().stream().mapToLong(Long::longValue).sum();
          return String.format(
              Locale.ROOT,
              "    %-22s %9.1f/s  %s%n",
              kind.getKey(),
              all / seconds,
              counts(kind.getValue()));
        })
        .collect(joining());
  }

  private static String counts(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(one -> one.getValue() + " x " + one.getKey())
        .collect(joining(", "));
  }
}

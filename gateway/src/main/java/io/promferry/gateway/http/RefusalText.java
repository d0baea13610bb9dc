package io.promferry.gateway.http;

import io.promferry.gateway.wire.SpliceReport;
import java.util.Map;
import java.util.stream.Collectors;

/** What the sender reads when a part was refused: counts first, then the first offenders. */
final class RefusalText {
  /** Prometheus logs so much of an answer (facts/remote-write.md 1.5). */
  private static final int LONGEST = 1_024;

  private RefusalText() {}

  static String of(SpliceReport report) {
    var reasons =
        report.refused().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getValue() + " " + entry.getKey().text())
            .collect(Collectors.joining(", "));
    var text =
        report.refusedSeries()
            + " series refused ("
            + reasons
            + "), "
            + report.series()
            + " accepted; first: "
            + String.join("; ", report.offenders());
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  /** The store refused data of a write; what we refused ourselves comes after it. */
  static String ofUpstream(String upstream, int status, String text, SpliceReport report) {
    var answer = "upstream " + upstream + " answered " + status + ": " + text;
    return report.refusedSeries() == 0 ? answer : answer + "; " + of(report);
  }
}

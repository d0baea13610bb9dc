package io.promferry.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promferry.gateway.wire.SpliceReport;
import java.util.Map;
import java.util.stream.Collectors;

/** What the sender reads when a part was refused: counts first, then the first offenders. */
final class RefusalText {
  /** Prometheus logs so much of an answer, in bytes (facts/remote-write.md 1.5). */
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
            + " accepted"
            + droppedByRules(report)
            + "; first: "
            + String.join("; ", report.offenders());
    return cut(text);
  }

  private static String droppedByRules(SpliceReport report) {
    int series = report.droppedByRules().series();
    return series == 0 ? "" : ", " + series + " dropped by the operator's rules";
  }

  /** Stores refused data of a write; what we refused ourselves comes after it. */
  static String ofUpstream(String text, SpliceReport report) {
    return cut(report.refusedSeries() == 0 ? text : text + "; " + of(report));
  }

  /** The first 1,024 bytes, without half a character at the end. */
  private static String cut(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length <= LONGEST) {
      return text;
    }
    int end = LONGEST;
    while ((bytes[end] & 0xc0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, UTF_8);
  }
}

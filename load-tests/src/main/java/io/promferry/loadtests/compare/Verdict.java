package io.promferry.loadtests.compare;

import io.promferry.loadtests.report.Outcome;
import io.promferry.loadtests.report.PeerResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether the gateway does what is promised of it beside vmagent.
 *
 * @param why it did not, or cannot be said; empty where there is nothing to say
 */
record Verdict(Outcome outcome, String why) {
  /** Invalid if a row that ran has no figure; of a peer that is missing nothing is said. */
  static Verdict of(List<Row> rows, List<PeerResult> results, double mostOfVmagent) {
    var invalid = new ArrayList<String>();
    for (var row : rows) {
      if (measured(results, row.contestant().name()).isEmpty()) {
        invalid.add(row.contestant().name() + ": " + row.lastReason());
      }
    }
    if (!invalid.isEmpty()) {
      return new Verdict(Outcome.INVALID, "no figure of " + String.join("; ", invalid));
    }
    return beside(results, mostOfVmagent);
  }

  private static Verdict beside(List<PeerResult> results, double mostOfVmagent) {
    var gateway = measured(results, Contestants.GATEWAY);
    var vmagent = measured(results, Contestants.VMAGENT);
    if (gateway.isEmpty() || vmagent.isEmpty()) {
      return new Verdict(Outcome.PASSED, "");
    }
    var ratio = Ratio.ofCpu(gateway.getFirst(), vmagent.getFirst());
    if (ratio.median() <= mostOfVmagent) {
      return new Verdict(Outcome.PASSED, "");
    }
    return new Verdict(
        Outcome.FAILED,
        String.format(
            Locale.ROOT,
            "the gateway needs %s of vmagent's CPU per sample, %.2f is promised",
            ratio,
            mostOfVmagent));
  }

  private static List<PeerResult> measured(List<PeerResult> results, String name) {
    return results.stream()
        .filter(result -> result.peer().equals(name) && !result.nanosPerSample().isEmpty())
        .toList();
  }
}

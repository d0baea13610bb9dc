package io.promferry.loadtests.cli;

import io.promferry.loadtests.report.ComparisonResult;
import io.promferry.loadtests.report.Outcome;
import io.promferry.loadtests.report.PeerResult;
import io.promferry.loadtests.report.RunResult;
import io.promferry.loadtests.report.ScenarioResult;
import io.promferry.loadtests.report.page.PeerFigures;
import io.promferry.loadtests.report.page.ScenarioFigures;
import java.util.Locale;

/** A result as the tables that a terminal shows; an invalid run is a row without figures. */
final class ResultTables {
  private final RunResult result;

  ResultTables(RunResult result) {
    this.result = result;
  }

  String text() {
    var text = new StringBuilder();
    if (!result.scenarios().isEmpty()) {
      text.append(scenarios());
    }
    result.comparisons().forEach(comparison -> text.append(peers(comparison)));
    return text.toString();
  }

  private String scenarios() {
    var table = new TextTable("SCENARIO", "OUTCOME", "P99", "SAMPLES/S", "CPU", "BOOKS", "WHY");
    for (var scenario : result.scenarios()) {
      if (scenario.outcome() == Outcome.INVALID) {
        table.row(scenario.name(), word(scenario.outcome()), scenario.why());
      } else {
        addFigures(table, scenario);
      }
    }
    return table.text();
  }

  private static void addFigures(TextTable table, ScenarioResult scenario) {
    var figures = ScenarioFigures.of(scenario);
    table.row(
        scenario.name(),
        word(scenario.outcome()),
        figures.p99(),
        figures.samplesPerSecond(),
        figures.cpu(),
        figures.books(),
        scenario.why());
  }

  private static String peers(ComparisonResult comparison) {
    var heading =
        "comparison %s%s\n"
            .formatted(
                word(comparison.outcome()),
                comparison.why().isEmpty() ? "" : ": " + comparison.why());
    if (comparison.outcome() == Outcome.INVALID) {
      return heading;
    }
    var table =
        new TextTable(
            "PEER",
            "CPU/SAMPLE",
            "OF VMAGENT'S",
            "ALLOCATED",
            "PEAK RSS",
            "SUSTAINED/S",
            "OUT/SAMPLE",
            "P99 AT HALF");
    for (var peer : comparison.peers()) {
      addPeer(table, comparison, peer);
    }
    return heading + table.text();
  }

  private static void addPeer(TextTable table, ComparisonResult comparison, PeerResult peer) {
    if (!peer.missing().isEmpty()) {
      table.row(peer.peer(), "left out: " + peer.missing());
      return;
    }
    var figures = PeerFigures.of(peer, comparison.peers());
    table.row(
        peer.peer(),
        figures.cpu(),
        figures.ofVmagent(),
        figures.allocated(),
        figures.peakMemory(),
        figures.sustained(),
        figures.output(),
        figures.halfLoadP99());
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}

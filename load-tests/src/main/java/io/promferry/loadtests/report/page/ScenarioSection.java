package io.promferry.loadtests.report.page;

import io.promferry.loadtests.report.Books;
import io.promferry.loadtests.report.Outcome;
import io.promferry.loadtests.report.ScenarioResult;
import java.util.TreeMap;

/** All about one scenario. */
final class ScenarioSection {
  private final int number;
  private final ScenarioResult result;

  ScenarioSection(int number, ScenarioResult result) {
    this.number = number;
    this.result = result;
  }

  static String id(int number) {
    return "scenario-" + number;
  }

  Element toElement() {
    var section =
        Element.of("section")
            .set("id", id(number))
            .add(
                Element.of("h2")
                    .add(
                        Element.of("span").text("Scenario " + result.name() + " "),
                        Badge.of(result.outcome())),
                Element.of("p").text(result.description()));
    if (!result.why().isEmpty()) {
      section.add(Element.of("p", "why").text(result.why()));
    }
    if (result.outcome() == Outcome.INVALID) {
      section.add(
          Element.of("p").text("This run is invalid, so none of its figures counts or is shown."));
    } else {
      addFigures(section);
    }
    return section.add(
        Element.of("p", "when")
            .text(
                "Started %s, ran %s."
                    .formatted(result.started(), Figures.withUnit(result.seconds(), " s"))),
        Command.of("The same again", result.command()));
  }

  private void addFigures(Element section) {
    if (!result.criteria().isEmpty()) {
      section.add(criteria());
    }
    if (!result.timeline().isEmpty()) {
      section.add(TimelineCharts.of(result.timeline()));
    }
    var tables = Element.of("div", "tables").add(latency());
    if (result.books() != null) {
      tables.add(books(result.books()));
    }
    if (!result.figures().isEmpty()) {
      tables.add(figures());
    }
    section.add(tables);
  }

  private Element criteria() {
    var table = new Table("Criteria", "Demanded", "Seen", "");
    for (var criterion : result.criteria()) {
      table.row(
          Element.of("span").text(criterion.demanded()),
          Element.of("span").text(criterion.seen()),
          Badge.met(criterion.isMet()));
    }
    return table.toElement();
  }

  private Element latency() {
    var latency = result.latency();
    var table = new Table("Latency from the intended send time", "Percentile", "Latency");
    if (latency.writes() == 0) {
      return table.row("writes", "0").toElement();
    }
    return table
        .row("p50", Figures.millis(latency.p50()))
        .row("p90", Figures.millis(latency.p90()))
        .row("p99", Figures.millis(latency.p99()))
        .row("p99.9", Figures.millis(latency.p999()))
        .row("max", Figures.millis(latency.max()))
        .row("writes", Figures.count(latency.writes()))
        .toElement();
  }

  private static Element books(Books books) {
    var table =
        new Table(
                books.balance() ? "Books: they balance" : "Books: they do not balance",
                "Samples",
                "")
            .row("sent", Figures.count(books.sent()))
            .row("acknowledged", Figures.count(books.acknowledged()))
            .row("found", Figures.count(books.found()))
            .row("identical duplicates", Figures.count(books.duplicates()))
            .row("lost", Figures.count(books.lost()))
            .row("found but never sent", Figures.count(books.unknown()))
            .row("under a wrong tenant or vpc", Figures.count(books.misplaced()));
    books.examples().forEach(example -> table.row("for example", example));
    return table.toElement();
  }

  private Element figures() {
    var table = new Table("Further figures", "What", "");
    new TreeMap<>(result.figures())
        .forEach((name, value) -> table.row(name, Figures.number(value)));
    return table.toElement();
  }
}

package io.promferry.loadtests.report.page;

import io.promferry.loadtests.report.ComparisonResult;
import io.promferry.loadtests.report.Outcome;
import io.promferry.loadtests.report.RunResult;
import io.promferry.loadtests.report.ScenarioResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How it all ended, before anything else. */
final class Summary {
  private final RunResult result;

  Summary(RunResult result) {
    this.result = result;
  }

  Element toElement() {
    var section = Element.of("section").set("id", "summary");
    section.add(Element.of("p", "verdict").add(counts()));
    result.comparisons().stream()
        .filter(comparison -> comparison.outcome() != Outcome.INVALID)
        .forEach(comparison -> headline(section, comparison));
    return result.scenarios().isEmpty() ? section : section.add(table());
  }

  private List<Element> counts() {
    var outcomes =
        Stream.concat(
                result.scenarios().stream().map(ScenarioResult::outcome),
                result.comparisons().stream().map(ComparisonResult::outcome))
            .collect(Collectors.groupingBy(outcome -> outcome, Collectors.counting()));
    var counts = new ArrayList<Element>();
    Arrays.stream(Outcome.values())
        .filter(outcomes::containsKey)
        .forEach(outcome ->
            counts.add(
                Element.of("span", "badge large " + outcome.name().toLowerCase(Locale.ROOT))
                    .text(outcomes.get(outcome) + " " + Badge.words(outcome))));
    return counts;
  }

  private static void headline(Element section, ComparisonResult comparison) {
    var peers = new Comparands(comparison.peers());
    peers.ran().stream()
        .findFirst()
        .filter(peer -> peers.measure().filter(measure -> !measure.equals(peer)).isPresent())
        .ifPresent(peer -> {
          var ratio = peers.ratio(peer);
          section.add(
              Element.of("p", "headline")
                  .add(
                      Element.of("strong").text(Figures.number(ratio.median())),
                      Element.of("span")
                          .text(
                              " of vmagent's CPU per sample is what %s needs (%s–%s over %d repetitions)"
                                  .formatted(
                                      peer.peer(),
                                      Figures.number(ratio.least()),
                                      Figures.number(ratio.most()),
                                      peer.nanosPerSample().size()))));
        });
  }

  private Element table() {
    var table = new Table("Scenarios", "Scenario", "Outcome", "p99", "Samples/s", "CPU", "Books");
    int number = 0;
    for (var scenario : result.scenarios()) {
      var link =
          Element.of("a").set("href", "#" + ScenarioSection.id(number++)).text(scenario.name());
      if (scenario.outcome() == Outcome.INVALID) {
        table.row(
            link,
            Badge.of(scenario.outcome()),
            Element.of("span").text("no figure counts: " + scenario.why()));
      } else {
        var figures = ScenarioFigures.of(scenario);
        table.row(
            link,
            Badge.of(scenario.outcome()),
            Element.of("span").text(figures.p99()),
            Element.of("span").text(figures.samplesPerSecond()),
            Element.of("span").text(figures.cpu()),
            Element.of("span").text(figures.books()));
      }
    }
    return table.toElement();
  }
}

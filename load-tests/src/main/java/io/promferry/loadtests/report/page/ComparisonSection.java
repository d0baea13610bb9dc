package io.promferry.loadtests.report.page;

import io.promferry.loadtests.report.ComparisonResult;
import io.promferry.loadtests.report.Outcome;
import io.promferry.loadtests.report.PeerResult;
import io.promferry.loadtests.report.PeerResult.LoadPoint;
import java.util.List;
import java.util.stream.Stream;

/** All about one comparison of peers. */
final class ComparisonSection {
  private final int number;
  private final ComparisonResult result;
  private final Comparands peers;

  ComparisonSection(int number, ComparisonResult result) {
    this.number = number;
    this.result = result;
    this.peers = new Comparands(result.peers());
  }

  static String id(int number) {
    return "comparison-" + number;
  }

  Element toElement() {
    var section =
        Element.of("section")
            .set("id", id(number))
            .add(
                Element.of("h2")
                    .add(
                        Element.of("span").text("Comparison with peers "),
                        Badge.of(result.outcome())),
                Element.of("p").text(result.body()));
    if (!result.why().isEmpty()) {
      section.add(Element.of("p", "why").text(result.why()));
    }
    if (result.outcome() == Outcome.INVALID) {
      section.add(
          Element.of("p").text("This run is invalid, so none of its figures counts or is shown."));
    } else {
      addFigures(section);
    }
    section.add(
        Element.of("p", "when")
            .text(
                "Started %s, ran %s. At worst %.1f %% of the tested core was used by others than the run."
                    .formatted(
                        result.started(),
                        Figures.withUnit(result.seconds(), " s"),
                        result.machineNoise() * 100)),
        Command.of("The same again", result.command()));
    result.peers().stream()
        .filter(peer -> !peer.command().isEmpty())
        .forEach(
            peer -> section.add(Command.of("How " + peer.peer() + " was run", peer.command())));
    return section;
  }

  private void addFigures(Element section) {
    if (peers.ran().stream().anyMatch(peer -> !peer.nanosPerSample().isEmpty())) {
      section.add(new CpuChart(peers).toElement());
    }
    section.add(table());
    var latencies = latencies();
    if (!latencies.isEmpty()) {
      section.add(latencies.toElement());
    }
    if (peers.ran().stream().anyMatch(peer -> !peer.timeline().isEmpty())) {
      section.add(Element.of("h3").text("Over time"), TimelineCharts.of(peers));
    }
  }

  private LatencyChart latencies() {
    var chart =
        new LatencyChart(
            "Added latency at a quarter, half and three quarters of each one's own saturation");
    peers.ran().stream()
        .flatMap(peer -> peer.loads().stream())
        .map(LoadPoint::ofSaturation)
        .distinct()
        .sorted()
        .forEach(load -> peers.ran().forEach(peer -> addLoad(chart, peer, load)));
    return chart;
  }

  private void addLoad(LatencyChart chart, PeerResult peer, double load) {
    peer.loads().stream()
        .filter(point -> point.ofSaturation() == load)
        .forEach(point ->
            chart.row(
                "%s at %.0f %%, %s/s"
                    .formatted(
                        peer.peer(), load * 100, Figures.shortCount(point.samplesPerSecond())),
                peers.cssClass(peer),
                point.added()));
  }

  private Element table() {
    var table =
        new Table(
            "Peers",
            "Peer",
            "CPU per sample",
            "of vmagent's",
            "Allocated per sample",
            "Peak memory",
            "Sustained samples/s",
            "Output per sample",
            "Added p99 at half load");
    peers.peers().forEach(peer -> table.row(row(peer)));
    return table.toElement();
  }

  private List<Element> row(PeerResult peer) {
    var name =
        Element.of("span")
            .add(
                Element.of("span", "peer-name").text(peer.peer() + " " + peer.version()),
                Element.of("small").text(peer.what()));
    if (!peer.missing().isEmpty()) {
      return List.of(name, Element.of("span", "left-out").text("⊘ left out: " + peer.missing()));
    }
    var figures = PeerFigures.of(peer, result.peers());
    return Stream.concat(
            Stream.of(name),
            Stream.of(
                    figures.cpu(),
                    figures.ofVmagent(),
                    figures.allocated(),
                    figures.peakMemory(),
                    figures.sustained(),
                    figures.output(),
                    figures.halfLoadP99())
                .map(words -> Element.of("span").text(words)))
        .toList();
  }
}

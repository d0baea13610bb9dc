package io.promferry.loadtests.report.page;

import io.promferry.loadtests.report.PeerResult;
import java.util.ArrayList;
import java.util.List;

/**
 * CPU per sample of each peer that ran: a bar to the median, what lies between the least and the
 * most, a dot for each repetition; with the floor and what is aimed at as lines.
 */
final class CpuChart {
  private final Comparands peers;

  CpuChart(Comparands peers) {
    this.peers = peers;
  }

  Element toElement() {
    double most =
        peers.ran().stream()
            .flatMap(peer -> peer.nanosPerSample().stream())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(1);
    var scale = LinearScale.upTo(most);
    var marks = new Marks(scale);
    var chart =
        new RowChart(
            "CPU per sample: user and system, of the process under test alone",
            scale,
            nanos -> Figures.withUnit(nanos, nanos == 0 ? "" : " ns"));
    peers
        .floor()
        .ifPresent(floor -> {
          double nanos = median(floor);
          chart.line("floor", "floor: nginx " + Figures.withUnit(nanos, " ns"), nanos);
        });
    peers
        .measure()
        .ifPresent(vmagent -> {
          aim(chart, "fifth", "a fifth of vmagent ", median(vmagent) / 5);
          aim(chart, "quarter", "a quarter of vmagent ", median(vmagent) / 4);
        });
    for (var peer : peers.ran()) {
      chart.row(peer.peer(), words(peer), peers.cssClass(peer), marks(peer, marks));
    }
    return chart.toElement();
  }

  private static void aim(RowChart chart, String cssClass, String words, double nanos) {
    chart.line(cssClass, words + Figures.withUnit(nanos, " ns"), nanos);
  }

  private String words(PeerResult peer) {
    var nanos = Spread.of(peer.nanosPerSample()).text(" ns");
    var ratio = peers.ratio(peer);
    return ratio.isKnown() ? nanos + " = " + Figures.number(ratio.median()) + " × vmagent" : nanos;
  }

  private static List<Element> marks(PeerResult peer, Marks marks) {
    var spread = Spread.of(peer.nanosPerSample());
    var drawn = new ArrayList<Element>();
    drawn.add(marks.bar(spread.median(), peer.peer() + ": median " + spread.text(" ns")));
    drawn.add(marks.span("whisker", spread.least(), spread.most()));
    int repetition = 1;
    for (double nanos : peer.nanosPerSample()) {
      drawn.add(
          marks.dot(
              "repetition",
              3,
              nanos,
              "%s: repetition %d, %s"
                  .formatted(peer.peer(), repetition++, Figures.withUnit(nanos, " ns"))));
    }
    return drawn;
  }

  private static double median(PeerResult peer) {
    return Spread.of(peer.nanosPerSample()).median();
  }
}

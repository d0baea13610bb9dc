package io.promferry.loadtests.matrix;

import static java.util.stream.Collectors.joining;

import io.promferry.loadtests.sample.Agreement;
import io.promferry.loadtests.sample.Evidence;
import io.promferry.loadtests.sample.Exemplar;
import io.promferry.loadtests.sample.SampleComparison;
import io.promferry.loadtests.sample.Samples;
import io.promferry.loadtests.sample.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What has become of one sender's series at one receiver. */
record Row(
    String sender,
    String receiver,
    String protocolIn,
    String protocolOut,
    Cell samples,
    Cell histograms,
    Cell exemplars,
    Cell metadata) {

  static Row of(SenderKind kind, Sender sender, Receiver receiver, Window window) {
    var tenant = sender.tenant();
    var sent = sender.sent(window).relabelled(series -> series.with(tenant.labels()));
    var found = receiver.found(tenant, window);
    return new Row(
        sender.version(),
        receiver.version(),
        kind.protocol().toString(),
        receiver.protocolOut(tenant),
        samples(sent, found, receiver.kind(), sender.complaints(receiver.kind())),
        receiver.kind().histograms().cell(sent, found, receiver.droppedCustomBuckets(tenant)),
        exemplars(sent, found, receiver.kind()),
        receiver.metadata(kind, sender.metadata()));
  }

  boolean holds() {
    return cells().allMatch(Cell::holds);
  }

  String explained() {
    return cells()
        .filter(cell -> !cell.holds())
        .map(Cell::explained)
        .collect(joining("\n", sender + " -> " + receiver + "\n", ""));
  }

  String markdown() {
    return Stream.concat(
            Stream.of(sender, receiver, protocolIn, protocolOut),
            Stream.concat(
                cells().map(Cell::text), Stream.of(holds() ? "as expected" : "**WRONG**")))
        .collect(joining(" | ", "| ", " |\n"));
  }

  private Stream<Cell> cells() {
    return Stream.of(samples, histograms, exemplars, metadata);
  }

  private static Cell samples(
      Evidence sent, Evidence found, ReceiverKind kind, List<String> complaints) {
    var differences = new ArrayList<String>();
    differences.addAll(
        SampleComparison.differences(
            sent.samples(), HistogramKeeping.numbers(sent, found), kind.precision()));
    differences.addAll(
        SampleComparison.differences(sent.latest(), found.latest(), kind.precision()).stream()
            .map(difference -> "staleness: " + difference)
            .toList());
    differences.addAll(complaints);
    return Cell.counted(sent.samples().count(), differences);
  }

  private static Cell exemplars(Evidence sent, Evidence found, ReceiverKind kind) {
    var expected =
        kind.keepsExemplars() ? kind.histograms().keptExemplars(sent) : Samples.<Exemplar>none();
    var differences = SampleComparison.differences(expected, found.exemplars(), Agreement.exact());
    if (sent.exemplars().isEmpty()) {
      return new Cell("none sent", differences);
    }
    return kind.keepsExemplars()
        ? Cell.counted(expected.count(), differences)
        : new Cell(sent.exemplars().count() + " sent, none kept", differences);
  }
}

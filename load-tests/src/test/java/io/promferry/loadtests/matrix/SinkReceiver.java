package io.promferry.loadtests.matrix;

import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.Peer;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.Evidence;
import io.promferry.loadtests.sample.Metadata;
import io.promferry.loadtests.sample.Window;
import io.promferry.loadtests.sink.RemoteWriteSink;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A receiver inside this JVM, which knows everything that it has been sent. */
record SinkReceiver(ReceiverKind kind, RemoteWriteSink sink, GatewayProcess gateway)
    implements Receiver {
  /** The first part of the path where all tenants share one. */
  static final String SHARED = "shared";

  /** Version 2 also brings metadata of what scraping itself adds, which the API does not list. */
  private static final String TARGETS_OWN = "target_";

  @Override
  public List<Peer> peers() {
    return List.of(gateway);
  }

  @Override
  public String version() {
    return kind == ReceiverKind.SINK ? "sink" : "sink, url by tenant";
  }

  @Override
  public Evidence found(TenantEntry tenant, Window window) {
    return sink.archive()
        .evidence(
            series -> series.labels().entrySet().containsAll(tenant.labels().entrySet()),
            series -> series.label("__name__").equals(ReceiverKind.VANISHING),
            window);
  }

  @Override
  public String protocolOut(TenantEntry tenant) {
    return String.join("+", sink.archive().protocols(tenant.name()));
  }

  @Override
  public Cell metadata(SenderKind sender, Map<String, Set<Metadata>> told) {
    if (told.isEmpty()) {
      return Receiver.untold();
    }
    return kind == ReceiverKind.SINK && sender.protocol() != Protocol.RW2
        ? inseparable(sender.tenant())
        : compared(told, sink.archive().metadata(sender.tenant().name()));
  }

  private Cell inseparable(TenantEntry tenant) {
    var counted = dropped(tenant, "metadata");
    var arrived = sink.archive().metadata(SHARED).size();
    return new Cell(
        "no tenant in it: dropped and counted",
        counted > 0 && arrived == 0
            ? List.of()
            : List.of(counted + " counted as dropped, " + arrived + " arrived"));
  }

  private static Cell compared(
      Map<String, Set<Metadata>> told, Map<String, Set<Metadata>> arrived) {
    var missing =
        entries(told).filter(one -> entries(arrived).noneMatch(other -> isOf(other, one)));
    var surplus =
        entries(arrived)
            .filter(one -> one.getKey().startsWith(TARGETS_OWN))
            .filter(one -> entries(told).noneMatch(other -> isOf(one, other)));
    return Cell.counted(
        (int) entries(told).count(),
        Stream.concat(missing.map(one -> "missing: " + one), surplus.map(one -> "surplus: " + one))
            .toList());
  }

  private static Stream<Map.Entry<String, Metadata>> entries(Map<String, Set<Metadata>> metadata) {
    return metadata.entrySet().stream()
        .flatMap(one -> one.getValue().stream().map(said -> Map.entry(one.getKey(), said)));
  }

  /** Version 2 tells it of series, whose names may be longer than the metric's. */
  private static boolean isOf(
      Map.Entry<String, Metadata> series, Map.Entry<String, Metadata> metric) {
    return series.getKey().startsWith(metric.getKey())
        && series.getValue().equals(metric.getValue());
  }
}

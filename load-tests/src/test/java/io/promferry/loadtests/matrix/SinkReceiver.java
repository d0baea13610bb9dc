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

/** A receiver inside this JVM, which knows everything that it has been sent. */
record SinkReceiver(ReceiverKind kind, RemoteWriteSink sink, GatewayProcess gateway)
    implements Receiver {
  /** The first part of the path where all tenants share one. */
  static final String SHARED = "shared";

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
  public Cell metadata(SenderKind sender, Map<String, Metadata> told) {
    if (told.isEmpty()) {
      return Receiver.untold();
    }
    return kind == ReceiverKind.SINK && sender.protocol() != Protocol.RW2
        ? inseparable(sender.tenant())
        : found(told, sink.archive().metadata(sender.tenant().name()));
  }

  private Cell inseparable(TenantEntry tenant) {
    var counted =
        gateway.metrics().sum("promferry_metadata_dropped_total", Map.of("tenant", tenant.name()));
    var arrived = sink.archive().metadata(SHARED).size();
    return new Cell(
        "no tenant in it: dropped and counted",
        counted > 0 && arrived == 0
            ? List.of()
            : List.of(counted + " counted as dropped, " + arrived + " arrived"));
  }

  private static Cell found(Map<String, Metadata> told, Map<String, Set<Metadata>> arrived) {
    return Cell.counted(
        told.size(),
        told.entrySet().stream()
            .filter(one -> !hasArrived(one.getKey(), one.getValue(), arrived))
            .map(one -> "missing: " + one)
            .toList());
  }

  /** Version 2 tells it of series, whose names may be longer than the metric's. */
  private static boolean hasArrived(
      String metric, Metadata said, Map<String, Set<Metadata>> arrived) {
    return arrived.entrySet().stream()
        .anyMatch(one -> one.getKey().startsWith(metric) && one.getValue().equals(Set.of(said)));
  }
}

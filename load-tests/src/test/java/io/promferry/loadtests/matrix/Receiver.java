package io.promferry.loadtests.matrix;

import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.Peer;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.Evidence;
import io.promferry.loadtests.sample.Metadata;
import io.promferry.loadtests.sample.Window;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A receiver of the matrix, behind a gateway of its own. */
sealed interface Receiver permits StoreReceiver, SinkReceiver {
  ReceiverKind kind();

  GatewayProcess gateway();

  /** The processes that it takes, its gateway among them. */
  List<Peer> peers();

  /** What the receiver calls itself, with its version. */
  String version();

  /** What it has of a tenant's series. */
  Evidence found(TenantEntry tenant, Window window);

  /** In which protocol a tenant's series leave the gateway, as far as can be known. */
  String protocolOut(TenantEntry tenant);

  /** How many native histograms with custom buckets of a tenant did not go to it. */
  default int droppedCustomBuckets(TenantEntry tenant) {
    return (int) dropped(tenant, "custom_bucket_histogram");
  }

  /** How many parts of a tenant's writes its gateway has dropped for that reason. */
  default double dropped(TenantEntry tenant, String reason) {
    return gateway()
        .metrics()
        .sum("promferry_parts_dropped_total", Map.of("tenant", tenant.name(), "reason", reason));
  }

  /** What the receiver has of the metadata that a sender has told. */
  Cell metadata(SenderKind sender, Map<String, Set<Metadata>> told);

  static Cell untold() {
    return new Cell("none sent", List.of());
  }
}

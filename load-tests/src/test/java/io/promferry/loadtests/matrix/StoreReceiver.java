package io.promferry.loadtests.matrix;

import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.Peer;
import io.promferry.loadtests.peer.PrometheusServer;
import io.promferry.loadtests.peer.StoreServer;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.peer.VictoriaMetricsServer;
import io.promferry.loadtests.sample.Evidence;
import io.promferry.loadtests.sample.Metadata;
import io.promferry.loadtests.sample.Window;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A real store, which is asked through its API. */
record StoreReceiver(ReceiverKind kind, StoreServer store, Suite suite, GatewayProcess gateway)
    implements Receiver {
  @Override
  public List<Peer> peers() {
    return List.of(store, gateway);
  }

  @Override
  public String version() {
    return switch (store) {
      case PrometheusServer prometheus -> PrometheusSender.version(prometheus);
      case VictoriaMetricsServer _ -> "VictoriaMetrics " + suite;
    };
  }

  @Override
  public Evidence found(TenantEntry tenant, Window window) {
    var selector = tenant.selector();
    var vanishing = selector.replace("{", "{__name__=\"" + ReceiverKind.VANISHING + "\",");
    return Evidence.of(store.query(), selector, vanishing, window);
  }

  /** The gateway counts the versions in which it delivers, but for all tenants together. */
  @Override
  public String protocolOut(TenantEntry tenant) {
    return String.join("+", gateway.metrics().labels("promferry_upstream_bodies_total", "version"));
  }

  /** Both kinds of stores list only what they scrape themselves. */
  @Override
  public Cell metadata(SenderKind sender, Map<String, Set<Metadata>> told) {
    return told.isEmpty() ? Receiver.untold() : new Cell("not served by the store", List.of());
  }
}

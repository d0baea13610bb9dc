package io.promferry.loadtests.peer;

import io.promferry.loadtests.sample.QueryClient;
import java.net.URI;

/**
 * A store with Prometheus' paths for writing and asking. Its data directory outlives its process.
 */
public abstract sealed class StoreServer extends Peer implements CentralStore
    permits PrometheusServer, VictoriaMetricsServer {
  private final URI address;
  private final QueryClient query;

  StoreServer(PeerCommand command, URI address, String readiness) {
    super(Launcher.chosen(), command, address.resolve(readiness));
    this.address = address;
    this.query = new QueryClient(address);
  }

  @Override
  public final URI writeUri() {
    return address.resolve("/api/v1/write");
  }

  @Override
  public final QueryClient query() {
    return query;
  }
}

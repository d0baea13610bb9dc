package io.promferry.loadtests.peer;

import io.promferry.loadtests.sample.Precision;
import io.promferry.loadtests.sample.QueryClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * A real single-node VictoriaMetrics as the central store. Its data directory outlives its process.
 */
public final class VictoriaMetricsServer extends Peer implements CentralStore {
  private final URI address;
  private final QueryClient query;

  private VictoriaMetricsServer(PeerCommand command, URI address) {
    super(Launcher.chosen(), command, address.resolve("/health"));
    this.address = address;
    this.query = new QueryClient(address);
  }

  public static VictoriaMetricsServer in(Path directory) {
    var port = FreePorts.next();
    var arguments =
        List.of(
            "-httpListenAddr=127.0.0.1:" + port,
            "-storageDataPath=" + directory.resolve("data"),
            "-memory.allowedBytes=256MB");
    return new VictoriaMetricsServer(
        new PeerDirectory(directory)
            .command(
                "victoria-metrics", PeerBinaries.find("victoria-metrics"), arguments, List.of()),
        loopback(port));
  }

  @Override
  public URI writeUri() {
    return address.resolve("/api/v1/write");
  }

  @Override
  public QueryClient query() {
    return query;
  }

  @Override
  public Precision precision() {
    return Precision.DECIMAL;
  }

  /**
   * VictoriaMetrics acknowledges what is still in memory: it promises to keep it over SIGTERM, not
   * over SIGKILL.
   */
  @Override
  public void crash() {
    terminate();
  }
}

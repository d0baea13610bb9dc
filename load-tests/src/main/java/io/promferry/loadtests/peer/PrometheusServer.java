package io.promferry.loadtests.peer;

import io.promferry.loadtests.sample.Precision;
import io.promferry.loadtests.sample.QueryClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * A real Prometheus, as a tenant's sender or as the central store. Its data directory outlives its
 * process.
 */
public final class PrometheusServer extends Peer implements CentralStore {
  private final URI address;
  private final QueryClient query;

  private PrometheusServer(PeerCommand command, URI address) {
    super(Launcher.chosen(), command, address.resolve("/-/ready"));
    this.address = address;
    this.query = new QueryClient(address);
  }

  /** A full server, with a database that can be queried. */
  public static PrometheusServer server(Path binary, Path directory, PrometheusConfig config) {
    var port = FreePorts.next();
    var files = new PeerDirectory(directory);
    for (var number = 0; number < config.remoteWrites().size(); number++) {
      files.write(
          PrometheusConfig.tokenFile(directory, number), config.remoteWrites().get(number).token());
    }
    var configFile = files.write(directory.resolve("prometheus.yml"), config.yaml(port, directory));
    var arguments =
        List.of("--config.file=" + configFile, "--web.listen-address=127.0.0.1:" + port);
    var mode =
        List.of(
            "--storage.tsdb.path=" + directory.resolve("data"),
            "--web.enable-remote-write-receiver");
    return new PrometheusServer(
        files.command("prometheus", binary, arguments, mode), loopback(port));
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
    return Precision.FLOAT64;
  }

  /**
   * Prometheus has acknowledged only what is in its write-ahead log, so SIGKILL must not cost
   * anything.
   */
  @Override
  public void crash() {
    kill();
  }
}

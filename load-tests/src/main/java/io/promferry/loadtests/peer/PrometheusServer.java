package io.promferry.loadtests.peer;

import io.promferry.loadtests.sample.Precision;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A real Prometheus, as a tenant's sender or as the central store. */
public final class PrometheusServer extends StoreServer {
  private PrometheusServer(PeerCommand command, URI address) {
    super(command, address, "/-/ready");
  }

  /** A full server, with a database that can be queried. */
  public static PrometheusServer server(
      PrometheusOptions options, Path directory, PrometheusConfig config) {
    var port = FreePorts.next();
    var files = new PeerDirectory(directory);
    for (var number = 0; number < config.remoteWrites().size(); number++) {
      var target = config.remoteWrites().get(number);
      files.write(PrometheusConfig.tokenFile(directory, number), target.token());
      target.files().forEach((name, text) -> files.write(directory.resolve(name), text));
    }
    files.write(PrometheusConfig.rulesFile(directory), config.rulesYaml());
    var configFile = files.write(directory.resolve("prometheus.yml"), config.yaml(port, directory));
    var arguments =
        List.of(
            "--config.file=" + configFile,
            "--web.listen-address=127.0.0.1:" + port,
            "--storage.tsdb.path=" + directory.resolve("data"),
            "--web.enable-remote-write-receiver");
    return new PrometheusServer(
        files.command("prometheus", options.binary(), arguments, options.arguments()),
        loopback(port));
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

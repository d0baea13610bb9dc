package io.promferry.loadtests.peer;

import io.promferry.loadtests.sample.Precision;
import java.nio.file.Path;
import java.util.List;

/** A real Prometheus, as a tenant's sender or as the central store. */
public final class PrometheusServer extends StoreServer {
  private final PrometheusFiles files;

  private PrometheusServer(PeerCommand command, PrometheusFiles files) {
    super(command, loopback(files.port()), "/-/ready");
    this.files = files;
  }

  /** A full server, with a database that can be queried. */
  public static PrometheusServer server(
      PrometheusOptions options, Path directory, PrometheusConfig config) {
    var files = PrometheusFiles.in(directory);
    var arguments =
        List.of(
            "--config.file=" + files.write(config),
            "--web.listen-address=127.0.0.1:" + files.port(),
            "--storage.tsdb.path=" + directory.resolve("data"),
            "--web.enable-remote-write-receiver");
    return new PrometheusServer(
        files.directory().command("prometheus", options.binary(), arguments, options.arguments()),
        files);
  }

  /** Tells the running server to do something else. */
  public void reconfigure(PrometheusConfig config) {
    files.write(config);
    running().signal("HUP");
  }

  /** Replaces the secret that its first remote write shows; the server reads it by itself. */
  public void replaceSecret(String secret) {
    files.writeSecret(0, secret);
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

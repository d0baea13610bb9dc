package io.promferry.loadtests.peer;

import io.promferry.loadtests.sample.Precision;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A real single-node VictoriaMetrics as the central store. */
public final class VictoriaMetricsServer extends StoreServer {
  private VictoriaMetricsServer(PeerCommand command, URI address) {
    super(command, address, "/health");
  }

  public static VictoriaMetricsServer server(Path binary, Path directory) {
    var port = FreePorts.next();
    var arguments =
        List.of(
            "-httpListenAddr=127.0.0.1:" + port,
            "-storageDataPath=" + directory.resolve("data"),
            "-memory.allowedBytes=256MB");
    return new VictoriaMetricsServer(
        new PeerDirectory(directory).command("victoria-metrics", binary, arguments, List.of()),
        loopback(port));
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

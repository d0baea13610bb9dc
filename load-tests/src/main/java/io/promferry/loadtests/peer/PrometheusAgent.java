package io.promferry.loadtests.peer;

import java.nio.file.Path;
import java.util.List;

/** A real Prometheus in agent mode: a tenant's sender that cannot be queried. */
public final class PrometheusAgent extends Peer {
  private final PrometheusFiles files;

  private PrometheusAgent(PeerCommand command, PrometheusFiles files) {
    super(Launcher.chosen(), command, loopback(files.port()).resolve("/-/ready"));
    this.files = files;
  }

  /** One of version 3 or later: until then agent mode was a feature to be enabled. */
  public static PrometheusAgent agent(
      PrometheusOptions options, Path directory, PrometheusConfig config) {
    var files = PrometheusFiles.in(directory);
    var arguments =
        List.of(
            "--agent",
            "--config.file=" + files.write(config),
            "--web.listen-address=127.0.0.1:" + files.port(),
            "--storage.agent.path=" + directory.resolve("data"));
    return new PrometheusAgent(
        files.directory().command("prometheus", options.binary(), arguments, options.arguments()),
        files);
  }

  /** Tells the running agent to do something else. */
  public void reconfigure(PrometheusConfig config) {
    files.write(config);
    running().signal("HUP");
  }
}

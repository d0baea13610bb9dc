package io.promferry.loadtests.peer;

import com.google.gson.Gson;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A real Prometheus in agent mode that takes remote writes and hands them on with external labels.
 * It acknowledges what is in its write-ahead log.
 */
public final class PrometheusRelay extends Peer implements Relay {
  private static final Gson JSON = new Gson();

  private final URI address;

  private PrometheusRelay(PeerCommand command, URI address) {
    super(new ProcessLauncher(), command, address.resolve("/-/ready"));
    this.address = address;
  }

  public static PrometheusRelay relay(
      PrometheusOptions options,
      Path directory,
      URI store,
      Map<String, String> labels,
      int core) {
    var port = FreePorts.next();
    var files = new PeerDirectory(directory);
    var config = files.write(directory.resolve("prometheus.yml"), yaml(store, labels));
    var arguments =
        List.of(
            "--agent",
            "--web.enable-remote-write-receiver",
            "--config.file=" + config,
            "--web.listen-address=127.0.0.1:" + port,
            "--storage.agent.path=" + directory.resolve("data"));
    var command = files.command("prometheus", options.binary(), arguments, options.arguments());
    return new PrometheusRelay(command.onCore(core), loopback(port));
  }

  /** Queues as Prometheus has them by default. JSON is YAML. */
  private static String yaml(URI store, Map<String, String> labels) {
    return JSON.toJson(
        Map.of(
            "global",
            Map.of("external_labels", labels),
            "remote_write",
            List.of(Map.of("url", store.toString()))));
  }

  @Override
  public URI writeUri() {
    return address.resolve("/api/v1/write");
  }

  @Override
  public OptionalLong handedOn() {
    var page = metrics();
    return OptionalLong.of(
        (long)
            (page.sum("prometheus_remote_storage_samples_total")
                - page.sum("prometheus_remote_storage_samples_retried_total")));
  }
}

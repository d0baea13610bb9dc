package io.promferry.loadtests.peer;

import static java.util.stream.Collectors.joining;

import com.google.gson.Gson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a Prometheus is told to do. It scrapes itself once a second, under the address that every
 * tenant's target has.
 *
 * @param scrapes how many times it scrapes itself, each as a job of its own
 * @param metricLabels labels that it puts on scraped metrics by relabelling
 * @param outOfOrderWindow how far behind a sample may be; zero for Prometheus' own default
 */
public record PrometheusConfig(
    int scrapes,
    Map<String, String> externalLabels,
    Map<String, String> metricLabels,
    List<RemoteWrite> remoteWrites,
    Duration outOfOrderWindow) {
  private static final Gson JSON = new Gson();

  public PrometheusConfig {
    externalLabels = Map.copyOf(externalLabels);
    metricLabels = Map.copyOf(metricLabels);
    remoteWrites = List.copyOf(remoteWrites);
  }

  /** A central store: it scrapes nothing. */
  public static PrometheusConfig central(Duration outOfOrderWindow) {
    return new PrometheusConfig(0, Map.of(), Map.of(), List.of(), outOfOrderWindow);
  }

  public static PrometheusConfig tenant(RemoteWrite target) {
    return tenant(List.of(target));
  }

  public static PrometheusConfig tenant(List<RemoteWrite> targets) {
    return new PrometheusConfig(1, Map.of(), Map.of(), targets, Duration.ZERO);
  }

  public PrometheusConfig withScrapes(int many) {
    return new PrometheusConfig(many, externalLabels, metricLabels, remoteWrites, outOfOrderWindow);
  }

  public PrometheusConfig withExternalLabels(Map<String, String> labels) {
    return new PrometheusConfig(scrapes, labels, metricLabels, remoteWrites, outOfOrderWindow);
  }

  public PrometheusConfig withMetricLabels(Map<String, String> labels) {
    return new PrometheusConfig(scrapes, externalLabels, labels, remoteWrites, outOfOrderWindow);
  }

  /**
   * The file's text, for a server on {@code port} whose n-th remote write finds its token in {@code
   * token-n}.
   */
  String yaml(int port, Path directory) {
    return """
    global:
      scrape_interval: 1s
      scrape_timeout: 1s
      external_labels: %s
    storage:
      tsdb:
        out_of_order_time_window: %ds
    scrape_configs:
    %sremote_write:
    %s\
    """
        .formatted(
            JSON.toJson(externalLabels),
            outOfOrderWindow.toSeconds(),
            IntStream.range(0, scrapes).mapToObj(number -> scrape(number, port)).collect(joining()),
            IntStream.range(0, remoteWrites.size())
                .mapToObj(
                    number -> remoteWrite(remoteWrites.get(number), tokenFile(directory, number)))
                .collect(joining()));
  }

  static Path tokenFile(Path directory, int number) {
    return directory.resolve("token-" + number);
  }

  private String scrape(int number, int port) {
    return """
      - job_name: self-%d
        static_configs: [{targets: ["127.0.0.1:%d"], labels: {instance: "10.0.1.5:9090"}}]
        metric_relabel_configs: %s
    """
        .formatted(
            number,
            port,
            JSON.toJson(metricLabels.entrySet().stream().map(PrometheusConfig::rule).toList()));
  }

  private static Map<String, String> rule(Map.Entry<String, String> label) {
    return Map.of("target_label", label.getKey(), "replacement", label.getValue());
  }

  /** Small batches and short waits, so that there is nearly always a request under way. */
  private static String remoteWrite(RemoteWrite target, Path tokenFile) {
    return """
      - url: %s
        remote_timeout: 30s
        authorization: {credentials_file: %s}
        queue_config:
          retry_on_http_429: true
          batch_send_deadline: 1s
          max_samples_per_send: 200
          min_backoff: 30ms
          max_backoff: 1s
    """
        .formatted(target.uri(), tokenFile);
  }
}

package io.promferry.loadtests.peer;

import static java.util.stream.Collectors.joining;

import com.google.gson.Gson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a Prometheus is told to do. It scrapes, and evaluates its rules, once a second.
 *
 * @param metricLabels labels that it puts on scraped metrics by relabelling
 * @param outOfOrderWindow how far behind a sample may be; zero for Prometheus' own default
 * @param rules what it records: name to expression
 */
public record PrometheusConfig(
    List<ScrapeJob> jobs,
    Map<String, String> externalLabels,
    Map<String, String> metricLabels,
    List<RemoteWrite> remoteWrites,
    Duration outOfOrderWindow,
    Map<String, String> rules) {
  private static final Gson JSON = new Gson();

  public PrometheusConfig {
    jobs = List.copyOf(jobs);
    externalLabels = Map.copyOf(externalLabels);
    metricLabels = Map.copyOf(metricLabels);
    remoteWrites = List.copyOf(remoteWrites);
    rules = Map.copyOf(rules);
  }

  /** A central store: it scrapes nothing. */
  public static PrometheusConfig central(Duration outOfOrderWindow) {
    return new PrometheusConfig(
        List.of(), Map.of(), Map.of(), List.of(), outOfOrderWindow, Map.of());
  }

  public static PrometheusConfig tenant(RemoteWrite target) {
    return tenant(List.of(target));
  }

  /** A tenant's Prometheus that scrapes itself. */
  public static PrometheusConfig tenant(List<RemoteWrite> targets) {
    return new PrometheusConfig(
        List.of(ScrapeJob.self(0)), Map.of(), Map.of(), targets, Duration.ZERO, Map.of());
  }

  /** The same, scraping itself so many times, each as a job of its own. */
  public PrometheusConfig withScrapes(int many) {
    return withJobs(IntStream.range(0, many).mapToObj(ScrapeJob::self).toList());
  }

  public PrometheusConfig withJobs(List<ScrapeJob> wanted) {
    return new PrometheusConfig(
        wanted, externalLabels, metricLabels, remoteWrites, outOfOrderWindow, rules);
  }

  public PrometheusConfig withExternalLabels(Map<String, String> labels) {
    return new PrometheusConfig(jobs, labels, metricLabels, remoteWrites, outOfOrderWindow, rules);
  }

  public PrometheusConfig withMetricLabels(Map<String, String> labels) {
    return new PrometheusConfig(
        jobs, externalLabels, labels, remoteWrites, outOfOrderWindow, rules);
  }

  public PrometheusConfig withRules(Map<String, String> wanted) {
    return new PrometheusConfig(
        jobs, externalLabels, metricLabels, remoteWrites, outOfOrderWindow, wanted);
  }

  /**
   * The file's text, for a server on {@code port} whose n-th remote write finds its secret in
   * {@code secret-n}.
   */
  String yaml(int port, Path directory) {
    return """
    global:
      scrape_interval: 1s
      scrape_timeout: 1s
      evaluation_interval: 1s
      external_labels: %s
    storage:
      tsdb:
        out_of_order_time_window: %ds
    rule_files: %s
    scrape_configs: %s
    remote_write:
    %s\
    """
        .formatted(
            JSON.toJson(externalLabels),
            outOfOrderWindow.toSeconds(),
            JSON.toJson(rules.isEmpty() ? List.of() : List.of(rulesFile(directory).toString())),
            JSON.toJson(jobs.stream().map(job -> job.entry(port, metricRelabelling())).toList()),
            IntStream.range(0, remoteWrites.size())
                .mapToObj(number ->
                    remoteWrite(remoteWrites.get(number), directory.resolve(secretFile(number))))
                .collect(joining()));
  }

  String rulesYaml() {
    var recorded =
        rules.entrySet().stream()
            .map(rule -> Map.of("record", rule.getKey(), "expr", rule.getValue()))
            .toList();
    return JSON.toJson(Map.of("groups", List.of(Map.of("name", "recorded", "rules", recorded))));
  }

  static String secretFile(int number) {
    return "secret-" + number;
  }

  static Path rulesFile(Path directory) {
    return directory.resolve("rules.yml");
  }

  private List<Map<String, String>> metricRelabelling() {
    return metricLabels.entrySet().stream()
        .map(label -> Map.of("target_label", label.getKey(), "replacement", label.getValue()))
        .toList();
  }

  /** Small batches and short waits, so that there is nearly always a request under way. */
  private static String remoteWrite(RemoteWrite target, Path secretFile) {
    return """
      - url: %s
        remote_timeout: 30s
        queue_config:
          retry_on_http_429: true
          batch_send_deadline: 1s
          max_samples_per_send: 200
          min_backoff: 30ms
          max_backoff: 1s
    %s\
    """
        .formatted(target.uri(), credential(target, secretFile) + settings(target));
  }

  private static String credential(RemoteWrite target, Path secretFile) {
    if (target.username() != null) {
      return "    basic_auth: {username: %s, password_file: %s}%n"
          .formatted(target.username(), secretFile);
    }
    return target.secret().isEmpty()
        ? ""
        : "    authorization: {credentials_file: %s}%n".formatted(secretFile);
  }

  private static String settings(RemoteWrite target) {
    return new TreeMap<>(target.settings())
        .entrySet().stream()
            .map(one -> "    %s: %s%n".formatted(one.getKey(), JSON.toJson(one.getValue())))
            .collect(joining());
  }
}

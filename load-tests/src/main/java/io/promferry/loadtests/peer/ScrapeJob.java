package io.promferry.loadtests.peer;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a Prometheus scrapes under the name of one job, always as if it had the address that every
 * tenant's target has.
 *
 * @param settings what else its {@code scrape_configs} entry has
 */
public record ScrapeJob(String name, URI target, Map<String, Object> settings) {
  /** Stands for the address of the Prometheus that scrapes. */
  private static final URI SELF = URI.create("http://self");

  public ScrapeJob {
    settings = Map.copyOf(settings);
  }

  /** A Prometheus' scrape of itself, as job {@code self-<number>}. */
  public static ScrapeJob self(int number) {
    return new ScrapeJob("self-" + number, SELF, Map.of());
  }

  public ScrapeJob with(String setting, Object value) {
    var more = new HashMap<>(settings);
    more.put(setting, value);
    return new ScrapeJob(name, target, more);
  }

  Map<String, Object> entry(int ownPort, List<Map<String, String>> metricRelabelling) {
    var address = target.equals(SELF) ? "127.0.0.1:" + ownPort : target.getAuthority();
    var entry = new HashMap<>(settings);
    entry.put("job_name", name);
    entry.put(
        "static_configs",
        List.of(
            Map.of("targets", List.of(address), "labels", Map.of("instance", "10.0.1.5:9090"))));
    entry.put("metric_relabel_configs", metricRelabelling);
    return entry;
  }
}

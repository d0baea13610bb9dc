package io.promferry.loadtests.lab;

import io.promferry.loadtests.sample.QueryClient;
import io.promferry.loadtests.sample.Window;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What has become of all scrapes that a tenant's exporters have answered in a window.
 *
 * @param shown how many there were
 * @param failed how many its Prometheus has found too late, and has said so ({@code up} is 0)
 * @param missing the counts that are not in the store
 * @param surplus the counts in the store that nobody was shown
 */
record Arrival(int shown, int failed, Set<String> missing, Set<String> surplus) {
  private static final Duration MARGIN = Duration.ofSeconds(15);

  /** Looks into the store. */
  static Arrival of(TenantVpc tenant, List<Exporter> exporters, QueryClient store, Window window) {
    var wide = new Window(window.start().minus(MARGIN), window.end().plus(MARGIN));
    var of = "tenant=\"%s\",vpc=\"%s\"".formatted(tenant.name(), tenant.vpc());
    var arrived = store.samples("%s{%s}".formatted(Exporter.COUNT, of), wide);
    var up = store.samples("up{%s}".formatted(of), window);
    var failed =
        up.bySeries().values().stream()
            .flatMap(samples -> samples.values().stream())
            .filter(value -> value == 0)
            .count();
    var shown = 0;
    var missing = new TreeSet<String>();
    var surplus = new TreeSet<String>();
    for (var exporter : exporters) {
      var counts = new TreeSet<Long>();
      arrived
          .only(series -> exporter.isOf(series))
          .bySeries()
          .values()
          .forEach(samples -> samples.values().forEach(count -> counts.add(count.longValue())));
      var expected = exporter.shownIn(window);
      shown += expected.size();
      expected.stream()
          .filter(count -> !counts.contains(count))
          .forEach(count -> missing.add(exporter.named(count)));
      counts.stream()
          .filter(count -> !exporter.hasShown(count))
          .forEach(count -> surplus.add(exporter.named(count)));
    }
    return new Arrival(shown, Math.toIntExact(failed), missing, surplus);
  }

  /** Everything is there, and nothing else. */
  boolean isWhole() {
    return shown > 0 && missing.size() <= failed && surplus.isEmpty();
  }

  int arrived() {
    return shown - missing.size();
  }

  /** For the report. */
  String text() {
    return "%d scrapes answered, %d lost".formatted(shown, missing.size());
  }
}

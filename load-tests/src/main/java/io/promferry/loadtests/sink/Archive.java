package io.promferry.loadtests.sink;

import io.promferry.loadtests.sample.Evidence;
import io.promferry.loadtests.sample.Exemplar;
import io.promferry.loadtests.sample.Histogram;
import io.promferry.loadtests.sample.Metadata;
import io.promferry.loadtests.sample.Samples;
import io.promferry.loadtests.sample.Series;
import io.promferry.loadtests.sample.Window;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Everything that a sink has received, bit for bit, by series and by tenant. Thread-safe. */
public final class Archive {
  private static final long STALE_MARKER = 0x7ff0000000000002L;
  private static final String TENANT = "tenant";

  private final Map<Series, NavigableMap<Long, Double>> samples = new HashMap<>();
  private final Map<Series, NavigableMap<Long, Histogram>> histograms = new HashMap<>();
  private final Map<Series, NavigableMap<Long, Exemplar>> exemplars = new HashMap<>();
  private final Map<String, Map<String, Set<Metadata>>> metadata = new HashMap<>();
  private final Map<String, Set<String>> protocols = new HashMap<>();

  synchronized void sample(Series series, long timestamp, double value) {
    put(samples, series, timestamp, value);
  }

  synchronized void histogram(Series series, long timestamp, Histogram histogram) {
    put(histograms, series, timestamp, histogram);
  }

  synchronized void exemplar(Series series, long timestamp, Exemplar exemplar) {
    put(exemplars, series, timestamp, exemplar);
  }

  synchronized void metadata(String tenant, String metric, Metadata said) {
    metadata
        .computeIfAbsent(tenant, _ -> new HashMap<>())
        .computeIfAbsent(metric, _ -> new HashSet<>())
        .add(said);
  }

  synchronized void protocol(Series series, String protocol) {
    protocols.computeIfAbsent(series.label(TENANT), _ -> new TreeSet<>()).add(protocol);
  }

  /**
   * What has been received of a tenant's series within {@code window}, as a store would show it.
   *
   * @param comesAndGoes of which series to tell what they show at every second
   */
  public synchronized Evidence evidence(
      Predicate<Series> tenants, Predicate<Series> comesAndGoes, Window window) {
    return new Evidence(
        within(samples, window, value -> !isStale(value)).only(tenants),
        within(histograms, window, histogram -> !isStale(histogram.sum())).only(tenants),
        within(exemplars, window, _ -> true).only(tenants),
        latest(window).only(tenants.and(comesAndGoes)));
  }

  /** What has been said about a tenant's metrics, by name. */
  public synchronized Map<String, Set<Metadata>> metadata(String tenant) {
    return Map.copyOf(metadata.getOrDefault(tenant, Map.of()));
  }

  /** The protocols in which a tenant's series have come. */
  public synchronized Set<String> protocols(String tenant) {
    return Set.copyOf(protocols.getOrDefault(tenant, Set.of()));
  }

  private static <V> void put(
      Map<Series, NavigableMap<Long, V>> kept, Series series, long timestamp, V value) {
    kept.computeIfAbsent(series, _ -> new TreeMap<>()).put(timestamp, value);
  }

  private static <V> Samples<V> within(
      Map<Series, NavigableMap<Long, V>> kept, Window window, Predicate<V> shows) {
    var found = new HashMap<Series, NavigableMap<Long, V>>();
    kept.forEach((series, all) ->
        all.forEach((timestamp, value) -> {
          if (window.contains(timestamp) && shows.test(value)) {
            put(found, series, timestamp, value);
          }
        }));
    return new Samples<>(found);
  }

  private Samples<Double> latest(Window window) {
    var found = new HashMap<Series, NavigableMap<Long, Double>>();
    samples.forEach((series, all) -> {
      for (var second : window.wholeSeconds()) {
        var last = all.floorEntry(second.toEpochMilli());
        if (last != null && !isStale(last.getValue())) {
          put(found, series, second.toEpochMilli(), last.getValue());
        }
      }
    });
    return new Samples<>(found);
  }

  private static boolean isStale(double value) {
    return Double.doubleToRawLongBits(value) == STALE_MARKER;
  }
}

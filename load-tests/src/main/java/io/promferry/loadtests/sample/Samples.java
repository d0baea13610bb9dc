package io.promferry.loadtests.sample;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What series have of one kind, raw: per series, timestamp in milliseconds to value.
 *
 * @param <V> numbers, native histograms or exemplars
 */
public record Samples<V>(Map<Series, NavigableMap<Long, V>> bySeries) {
  public Samples {
    bySeries = Map.copyOf(bySeries);
  }

  public static <V> Samples<V> none() {
    return new Samples<>(Map.of());
  }

  public boolean isEmpty() {
    return bySeries.isEmpty();
  }

  public Set<Series> series() {
    return bySeries.keySet();
  }

  public int count() {
    return bySeries.values().stream().mapToInt(Map::size).sum();
  }

  /** The same samples under other identities; two series that become one are an error. */
  public Samples<V> relabelled(UnaryOperator<Series> identity) {
    return new Samples<>(
        bySeries.entrySet().stream()
            .collect(toUnmodifiableMap(e -> identity.apply(e.getKey()), Map.Entry::getValue)));
  }

  /** Those of the series that are {@code wanted}. */
  public Samples<V> only(Predicate<Series> wanted) {
    return new Samples<>(
        bySeries.entrySet().stream()
            .filter(one -> wanted.test(one.getKey()))
            .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
  }
}

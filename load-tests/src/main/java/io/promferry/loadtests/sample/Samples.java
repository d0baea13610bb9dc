package io.promferry.loadtests.sample;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Raw samples: per series, timestamp in milliseconds to value. */
public record Samples(Map<Series, NavigableMap<Long, Double>> bySeries) {
  public Samples {
    bySeries = Map.copyOf(bySeries);
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
  public Samples relabelled(UnaryOperator<Series> identity) {
    return new Samples(
        bySeries.entrySet().stream()
            .collect(toUnmodifiableMap(e -> identity.apply(e.getKey()), Map.Entry::getValue)));
  }
}

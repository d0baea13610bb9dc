package io.promferry.loadtests.sample;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Compares two sets of samples one by one: a missing, a surplus and a differing sample are each a
 * difference.
 */
public final class SampleComparison<V> {
  private final Agreement<V> agreement;
  private final List<String> differences = new ArrayList<>();

  private SampleComparison(Agreement<V> agreement) {
    this.agreement = agreement;
  }

  /**
   * Every difference, in words; empty when {@code actual} is {@code expected} as far as the {@code
   * agreement} goes.
   */
  public static <V> List<String> differences(
      Samples<V> expected, Samples<V> actual, Agreement<V> agreement) {
    var comparison = new SampleComparison<>(agreement);
    expected
        .bySeries()
        .forEach((series, samples) -> comparison.compare(series, samples, of(actual, series)));
    actual
        .bySeries()
        .forEach((series, samples) -> comparison.surplus(series, of(expected, series), samples));
    return List.copyOf(comparison.differences);
  }

  private static <V> NavigableMap<Long, V> of(Samples<V> samples, Series series) {
    return samples.bySeries().getOrDefault(series, new TreeMap<>());
  }

  private void compare(Series series, Map<Long, V> expected, Map<Long, V> actual) {
    expected.forEach((timestamp, value) -> {
      if (!agreement.keeps(value)) {
        return;
      }
      var found = actual.get(timestamp);
      if (found == null) {
        report("missing", series, timestamp, value.toString());
      } else if (!agreement.same(value, found)) {
        report("differs", series, timestamp, value + " became " + found);
      }
    });
  }

  private void surplus(Series series, Map<Long, V> expected, Map<Long, V> actual) {
    actual.forEach((timestamp, value) -> {
      if (!expected.containsKey(timestamp) && agreement.keeps(value)) {
        report("surplus", series, timestamp, value.toString());
      }
    });
  }

  private void report(String what, Series series, long timestamp, String value) {
    differences.add(what + ": " + series + " at " + Instant.ofEpochMilli(timestamp) + ": " + value);
  }
}

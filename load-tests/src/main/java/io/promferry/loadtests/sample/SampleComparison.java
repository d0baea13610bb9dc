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
public final class SampleComparison {
  private static final NavigableMap<Long, Double> NONE = new TreeMap<>();

  private final Precision precision;
  private final List<String> differences = new ArrayList<>();

  private SampleComparison(Precision precision) {
    this.precision = precision;
  }

  /**
   * Every difference, in words; empty when {@code actual} is {@code expected} within {@code
   * precision}.
   */
  public static List<String> differences(Samples expected, Samples actual, Precision precision) {
    var comparison = new SampleComparison(precision);
    expected
        .bySeries()
        .forEach((series, samples) -> comparison.compare(series, samples, of(actual, series)));
    actual
        .bySeries()
        .forEach((series, samples) -> comparison.surplus(series, of(expected, series), samples));
    return List.copyOf(comparison.differences);
  }

  private static NavigableMap<Long, Double> of(Samples samples, Series series) {
    return samples.bySeries().getOrDefault(series, NONE);
  }

  private void compare(Series series, Map<Long, Double> expected, Map<Long, Double> actual) {
    expected.forEach((timestamp, value) -> {
      if (!precision.keeps(value)) {
        return;
      }
      var found = actual.get(timestamp);
      if (found == null) {
        report("missing", series, timestamp, value.toString());
      } else if (!precision.same(value, found)) {
        report("differs", series, timestamp, value + " became " + found);
      }
    });
  }

  private void surplus(Series series, Map<Long, Double> expected, Map<Long, Double> actual) {
    actual.forEach((timestamp, value) -> {
      if (!expected.containsKey(timestamp)) {
        report("surplus", series, timestamp, value.toString());
      }
    });
  }

  private void report(String what, Series series, long timestamp, String value) {
    differences.add(what + ": " + series + " at " + Instant.ofEpochMilli(timestamp) + ": " + value);
  }
}

package io.promferry.loadtests.sample;

import static java.util.stream.Collectors.joining;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A series' identity: its whole label set, the metric name among it. */
public record Series(SortedMap<String, String> labels) {
  public Series {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  public static Series of(Map<String, String> labels) {
    return new Series(new TreeMap<>(labels));
  }

  /** The same series with {@code forced} put over its own labels. */
  public Series with(Map<String, String> forced) {
    var all = new TreeMap<>(labels);
    all.putAll(forced);
    return new Series(all);
  }

  /** The same series with the label {@code from}, if it has one, under the name {@code to}. */
  public Series renamed(String from, String to) {
    var all = new TreeMap<>(labels);
    var value = all.remove(from);
    if (value != null) {
      all.put(to, value);
    }
    return new Series(all);
  }

  public String label(String name) {
    return labels.getOrDefault(name, "");
  }

  /** Selects this series in PromQL, and whichever has more labels than it. */
  String selector() {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + '"')
        .collect(joining(",", "{", "}"));
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    return selector();
  }
}

package io.promferry.loadtests.ledger;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Labels that are known by name, in order of names. Immutable. */
public final class MapLabels implements Labels {
  private final List<Entry<String, String>> labels;
  private final long[] hashes;

  private MapLabels(List<Entry<String, String>> labels) {
    this.labels = labels;
    this.hashes =
        labels.stream()
            .flatMap(label -> Stream.of(label.getKey(), label.getValue()))
            .mapToLong(TextHash::of)
            .toArray();
  }

  public static MapLabels of(Map<String, String> labels) {
    return new MapLabels(List.copyOf(new TreeMap<>(labels).entrySet()));
  }

  /** With others put over its own. */
  static MapLabels of(Map<String, String> labels, Map<String, String> forced) {
    var all = new TreeMap<>(labels);
    all.putAll(forced);
    return of(all);
  }

  @Override
  public int size() {
    return labels.size();
  }

  @Override
  public String name(int at) {
    return labels.get(at).getKey();
  }

  @Override
  public String value(int at) {
    return labels.get(at).getValue();
  }

  @Override
  public long nameHash(int at) {
    return hashes[2 * at];
  }

  @Override
  public long valueHash(int at) {
    return hashes[2 * at + 1];
  }
}

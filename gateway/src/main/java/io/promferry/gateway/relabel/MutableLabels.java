package io.promferry.gateway.relabel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The labels of one series while rules are applied to them. Some names are protected: rules read
 * them, and what they do to them has no effect. Keeps the order in which Prometheus goes through
 * them, which decides between two that are mapped onto one name: first what no rule has written, as
 * it was given, then what rules have written, as they wrote it. Not thread-safe.
 */
public final class MutableLabels {
  private final Set<String> protectedNames;
  private final Map<String, String> untouched = new LinkedHashMap<>();
  private final Map<String, String> written = new LinkedHashMap<>();
  private boolean changed;

  /** Without a label; the set is borrowed. */
  public MutableLabels(Set<String> protectedNames) {
    this.protectedNames = protectedNames;
  }

  /** Gives it one of the labels that the series has, neither part empty. */
  public void give(String name, String value) {
    untouched.put(name, value);
  }

  /** Whether rules have made other labels of them. */
  public boolean changed() {
    return changed;
  }

  /** All of them as they are now. */
  public Map<String, String> toMap() {
    var all = new LinkedHashMap<>(untouched);
    all.putAll(written);
    return all;
  }

  /** Empty if there is no such label. */
  String get(String name) {
    var value = written.get(name);
    return value == null ? untouched.getOrDefault(name, "") : value;
  }

  /** An empty value deletes the label. */
  void set(String name, String value) {
    if (value.isEmpty()) {
      delete(name);
    } else if (!protectedNames.contains(name)) {
      changed |= !get(name).equals(value);
      untouched.remove(name);
      written.put(name, value);
    }
  }

  void delete(String name) {
    if (!protectedNames.contains(name)) {
      changed |= untouched.remove(name) != null;
      changed |= written.remove(name) != null;
    }
  }

  /** All of them in order, at this moment. */
  List<Map.Entry<String, String>> inOrder() {
    var all = new ArrayList<Map.Entry<String, String>>(untouched.size() + written.size());
    untouched.forEach((name, value) -> all.add(Map.entry(name, value)));
    written.forEach((name, value) -> all.add(Map.entry(name, value)));
    return all;
  }
}

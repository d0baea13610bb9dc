package io.promferry.loadtests.driver.body;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The texts of a message, each once, the empty one first. */
final class Symbols {
  private final Map<String, Integer> numbers = new LinkedHashMap<>(Map.of("", 0));

  int reference(String text) {
    return numbers.computeIfAbsent(text, _ -> numbers.size());
  }

  /** In order of their references. */
  Set<String> texts() {
    return numbers.keySet();
  }
}

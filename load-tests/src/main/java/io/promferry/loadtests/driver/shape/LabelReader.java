package io.promferry.loadtests.driver.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** From YAML to labels and their values. */
final class LabelReader {
  private static final int MOST_VALUES = 100_000;
  private static final Set<String> FORCED = Set.of("tenant", "vpc");

  /** Labels with one value for each target. */
  List<LabelValues> fixed(YamlValue value, Set<String> taken) {
    var labels = new ArrayList<LabelValues>();
    value
        .mapping()
        .forEach((name, text) -> {
          checkName(name, text, taken);
          var pattern = pattern(text);
          if (pattern.variables().stream().anyMatch(v -> v.isOfValue())) {
            text.problem("{n} and {item} are for the labels of families");
          }
          labels.add(LabelValues.constant(name, pattern));
        });
    return labels;
  }

  /** Labels of a family, each with one or more values. */
  List<LabelValues> varying(YamlValue value, Set<String> taken) {
    var labels = new ArrayList<LabelValues>();
    value
        .mapping()
        .forEach((name, values) -> {
          checkName(name, values, taken);
          labels.add(values(name, values));
        });
    return labels;
  }

  private LabelValues values(String name, YamlValue value) {
    if (value.isText()) {
      return LabelValues.constant(name, pattern(value));
    }
    return value.isList() ? listed(name, value) : numbered(name, value);
  }

  private LabelValues listed(String name, YamlValue value) {
    var patterns = value.list().stream().map(this::pattern).toList();
    if (patterns.isEmpty() || patterns.stream().distinct().count() < patterns.size()) {
      value.problem("needs values, each other than the others");
      return LabelValues.constant(name, "");
    }
    return new LabelValues(name, patterns, patterns.size());
  }

  private LabelValues numbered(String name, YamlValue value) {
    var keys = value.mapping(List.of("pattern", "count"));
    if (keys.size() < 2) {
      value.problem("needs a pattern and a count");
      return LabelValues.constant(name, "");
    }
    var pattern = pattern(Objects.requireNonNull(keys.get("pattern")));
    int count = ShapeReader.number(Objects.requireNonNull(keys.get("count")), MOST_VALUES);
    if (count > 1 && !pattern.tellsValuesApart()) {
      value.problem("the pattern has no {n}: all values would be the same");
    }
    return new LabelValues(name, List.of(pattern), count);
  }

  private Pattern pattern(YamlValue value) {
    var pattern = value.parsed(Pattern::parse, new Pattern(List.of(""), List.of()));
    if (value.isText() && value.text().isEmpty()) {
      value.problem("is empty");
    }
    if (value.isText() && value.text().chars().anyMatch(c -> c < ' ')) {
      value.problem("has control characters");
    }
    return pattern;
  }

  private static void checkName(String name, YamlValue value, Set<String> taken) {
    if (!name.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
      value.problem("'" + name + "' is not a name that a label may have");
    }
    if (FORCED.contains(name)) {
      value.problem("'" + name + "' is for the gateway to give");
    }
    if (taken.contains(name)) {
      value.problem("'" + name + "' is a label already");
    }
  }
}

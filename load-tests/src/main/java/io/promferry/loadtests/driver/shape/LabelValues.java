package io.promferry.loadtests.driver.shape;

import java.util.List;

/**
 * The values of a label: one pattern that is used {@code count} times, or as many patterns.
 *
 * @param count at least 1
 */
record LabelValues(String label, List<Pattern> patterns, int count) {
  LabelValues {
    patterns = List.copyOf(patterns);
  }

  static LabelValues constant(String label, Pattern pattern) {
    return new LabelValues(label, List.of(pattern), 1);
  }

  static LabelValues constant(String label, String value) {
    return constant(label, new Pattern(List.of(value), List.of()));
  }

  /** Whether there are as many values as wanted, not only {@link #count}. */
  boolean isEndless() {
    return patterns.size() == 1 && patterns.getFirst().tellsValuesApart();
  }

  /** The value whose number is the place's index. */
  String at(Place place) {
    return pattern(place).at(place, count);
  }

  boolean isReplaced(Place place) {
    return pattern(place).isReplaced(place, count);
  }

  private Pattern pattern(Place place) {
    return patterns.size() == 1 ? patterns.getFirst() : patterns.get(place.index());
  }
}

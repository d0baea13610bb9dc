package io.promferry.loadtests.driver.shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One line of a family, for all its places. */
final class Row {
  private static final String NAME = "__name__";
  private static final String JOB = "job";

  private final Family family;
  private final Family.Line line;
  private final Map<String, Text> texts = new TreeMap<>();

  private Row(Family family, Family.Line line) {
    this.family = family;
    this.line = line;
  }

  static Row of(Shape shape, Job job, Family family, Family.Line line) {
    var row = new Row(family, line);
    row.texts.put(NAME, new Text(LabelValues.constant(NAME, line.name()), 1, true));
    row.texts.put(JOB, new Text(LabelValues.constant(JOB, job.name()), 1, true));
    shape.labels().forEach(values -> row.texts.put(values.label(), new Text(values, 1, true)));
    job.labels().forEach(values -> row.texts.put(values.label(), new Text(values, 1, true)));
    row.addOwn(family.labels());
    if (!line.boundLabel().isEmpty()) {
      var bound = LabelValues.constant(line.boundLabel(), line.bound());
      row.texts.put(line.boundLabel(), new Text(bound, 1, true));
    }
    return row;
  }

  /** The last label changes fastest. */
  private void addOwn(List<LabelValues> labels) {
    int divisor = 1;
    for (int i = labels.size() - 1; i >= 0; i--) {
      var values = labels.get(i);
      texts.put(values.label(), new Text(values, divisor, i == 0));
      divisor *= values.count();
    }
  }

  Map<String, String> labels(Place place) {
    var labels = LinkedHashMap.<String, String>newLinkedHashMap(texts.size());
    texts.forEach((name, text) -> labels.put(name, text.at(place)));
    return labels;
  }

  boolean isReplaced(Place place) {
    return texts.values().stream().anyMatch(text -> text.isReplaced(place));
  }

  Metadata metadata() {
    return new Metadata(family.type(), family.help(), family.unit());
  }

  Family.Line line() {
    return line;
  }

  /**
   * The text of one label.
   *
   * @param divisor how many combinations have the same value in a row
   * @param slowest whether no other label of the family changes more slowly
   */
  private record Text(LabelValues values, int divisor, boolean slowest) {
    String at(Place place) {
      return values.at(own(place));
    }

    boolean isReplaced(Place place) {
      return values.isReplaced(own(place));
    }

    private Place own(Place place) {
      int index = place.index() / divisor;
      return place.at(slowest ? index : index % values.count());
    }
  }
}

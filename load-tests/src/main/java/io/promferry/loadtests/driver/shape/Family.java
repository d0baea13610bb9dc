package io.promferry.loadtests.driver.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * A family of metrics.
 *
 * @param unit may be empty
 * @param bounds upper bounds without infinity, or quantiles; empty for the other types
 */
record Family(
    String name,
    MetricType type,
    String help,
    String unit,
    List<LabelValues> labels,
    List<String> bounds) {
  static final String UPPER_BOUND = "le";
  static final String QUANTILE = "quantile";

  Family {
    labels = List.copyOf(labels);
    bounds = List.copyOf(bounds);
  }

  /** How many combinations of its own labels there are. */
  int combinations() {
    return labels.stream().mapToInt(LabelValues::count).reduce(1, Math::multiplyExact);
  }

  /** What each combination has in an exposition, in this order. */
  List<Line> lines() {
    return switch (type) {
      case COUNTER, GAUGE, NATIVE_HISTOGRAM -> List.of(new Line(name, "", ""));
      case HISTOGRAM -> histogramLines();
      case SUMMARY -> summaryLines();
    };
  }

  private List<Line> histogramLines() {
    var lines = new ArrayList<Line>();
    bounds.forEach(bound -> lines.add(new Line(name + "_bucket", UPPER_BOUND, bound)));
    lines.add(new Line(name + "_bucket", UPPER_BOUND, "+Inf"));
    lines.add(new Line(name + "_sum", "", ""));
    lines.add(new Line(name + "_count", "", ""));
    return lines;
  }

  private List<Line> summaryLines() {
    var lines = new ArrayList<Line>();
    bounds.forEach(bound -> lines.add(new Line(name, QUANTILE, bound)));
    lines.add(new Line(name + "_sum", "", ""));
    lines.add(new Line(name + "_count", "", ""));
    return lines;
  }

  /**
   * One series of a combination.
   *
   * @param boundLabel the name of the label with the bound, empty if it has none
   */
  record Line(String name, String boundLabel, String bound) {}
}

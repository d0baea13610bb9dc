package io.promferry.loadtests.driver.shape;

import java.util.List;

/**
 * A scrape job.
 *
 * @param targets in each round
 * @param labels that every series of a target has
 */
record Job(String name, int targets, List<LabelValues> labels, List<Family> families) {
  Job {
    labels = List.copyOf(labels);
    families = List.copyOf(families);
  }

  List<Family> floats() {
    return families.stream().filter(f -> f.type() != MetricType.NATIVE_HISTOGRAM).toList();
  }

  List<Family> histograms() {
    return families.stream().filter(f -> f.type() == MetricType.NATIVE_HISTOGRAM).toList();
  }
}

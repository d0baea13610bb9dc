package io.promferry.loadtests.peer;

import java.util.function.Predicate;

/** A page in the Prometheus text format. */
public record MetricsPage(String text) {
  /** The sum of all series of that name; zero if there is none. */
  public double sum(String metric) {
    return sum(metric, "");
  }

  /**
   * The sum of those series of that name whose labels contain {@code fragment} as it stands on the
   * page.
   */
  public double sum(String metric, String fragment) {
    Predicate<String> named =
        line -> line.startsWith(metric + '{') || line.startsWith(metric + ' ');
    return text.lines()
        .filter(named)
        .filter(line -> line.contains(fragment))
        .mapToDouble(MetricsPage::value)
        .sum();
  }

  private static double value(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }
}

package io.promferry.loadtests.peer;

import java.util.stream.DoubleStream;

/** A page in the Prometheus text format. */
public record MetricsPage(String text) {
  /** The sum of all series of that name; zero if there is none. */
  public double sum(String metric) {
    return values(metric).sum();
  }

  /** The largest of all series of that name; zero if there is none. */
  public double max(String metric) {
    return values(metric).max().orElse(0);
  }

  private DoubleStream values(String metric) {
    return text.lines()
        .filter(line -> line.startsWith(metric + '{') || line.startsWith(metric + ' '))
        .mapToDouble(MetricsPage::value);
  }

  private static double value(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }
}

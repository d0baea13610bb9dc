package io.promferry.loadtests.peer;

import static java.util.stream.Collectors.toCollection;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** A page in the Prometheus text format. */
public record MetricsPage(String text) {
  /** The sum of all series of that name; zero if there is none. */
  public double sum(String metric) {
    return values(metric).sum();
  }

  /** The sum of the series of that name that have these labels, among others. */
  public double sum(String metric, Map<String, String> labels) {
    return lines(metric)
        .filter(line ->
            labels.entrySet().stream()
                .allMatch(one -> line.contains(one.getKey() + "=\"" + one.getValue() + '"')))
        .mapToDouble(MetricsPage::value)
        .sum();
  }

  /** The values of {@code label} among the series of that name that are more than zero. */
  public Set<String> labels(String metric, String label) {
    var pattern = Pattern.compile("[{, ]" + label + "=\"([^\"]*)\"");
    return lines(metric)
        .filter(line -> value(line) > 0)
        .flatMap(line -> pattern.matcher(line).results())
        .map(found -> found.group(1))
        .collect(toCollection(TreeSet::new));
  }

  /** The largest of all series of that name; zero if there is none. */
  public double max(String metric) {
    return values(metric).max().orElse(0);
  }

  private DoubleStream values(String metric) {
    return lines(metric).mapToDouble(MetricsPage::value);
  }

  private Stream<String> lines(String metric) {
    return text.lines()
        .filter(line -> line.startsWith(metric + '{') || line.startsWith(metric + ' '));
  }

  private static double value(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }
}

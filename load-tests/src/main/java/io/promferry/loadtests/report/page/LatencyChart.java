package io.promferry.loadtests.report.page;

import io.promferry.loadtests.report.Latency;
import java.util.ArrayList;
import java.util.List;

/** Percentiles of several latencies below each other, on one logarithmic axis. */
final class LatencyChart {
  private final String title;
  private final List<Row> rows = new ArrayList<>();

  LatencyChart(String title) {
    this.title = title;
  }

  LatencyChart row(String name, String cssClass, Latency latency) {
    if (latency.writes() > 0) {
      rows.add(new Row(name, cssClass, latency));
    }
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  Element toElement() {
    var scale =
        LogScale.of(
            rows.stream().mapToDouble(row -> row.latency.p50()).min().orElse(1),
            rows.stream().mapToDouble(row -> row.latency.max()).max().orElse(1));
    var chart = new RowChart(title, scale, Figures::millis).note(legend());
    var marks = new Marks(scale);
    for (var row : rows) {
      chart.row(
          row.name, "p99 " + Figures.millis(row.latency.p99()), row.cssClass, marks(row, marks));
    }
    return chart.toElement();
  }

  private static List<Element> marks(Row row, Marks marks) {
    var latency = row.latency;
    return List.of(
        marks.span("range", latency.p50(), latency.max()),
        marks.stroke("p50", 14, latency.p50(), tip(row, "p50", latency.p50())),
        marks.dot("p90", 3, latency.p90(), tip(row, "p90", latency.p90())),
        marks.dot("p99", 6, latency.p99(), tip(row, "p99", latency.p99())),
        marks.dot("p999", 4, latency.p999(), tip(row, "p99.9", latency.p999())),
        marks.stroke("most", 14, latency.max(), tip(row, "max", latency.max())));
  }

  private static String tip(Row row, String percentile, double millis) {
    return "%s: %s %s".formatted(row.name, percentile, Figures.millis(millis));
  }

  /** The marks themselves, as they are in a row. */
  private static Element legend() {
    var even = new Marks(new LinearScale(1, 1));
    var legend = Element.of("p", "legend");
    legend.add(sample(even.stroke("p50", 14, 0.5, "p50"), "p50"));
    legend.add(sample(even.dot("p90", 3, 0.5, "p90"), "p90"));
    legend.add(sample(even.dot("p99", 6, 0.5, "p99"), "p99"));
    legend.add(sample(even.dot("p999", 4, 0.5, "p99.9"), "p99.9"));
    return legend.add(sample(even.stroke("most", 14, 0.5, "max"), "max"));
  }

  private static Element sample(Element mark, String words) {
    return Element.of("span", "key")
        .add(
            Element.of("svg", "track")
                .set("width", 16)
                .set("height", Marks.TRACK_HEIGHT)
                .set("aria-hidden", "true")
                .add(mark),
            Element.of("span").text(words));
  }

  private record Row(String name, String cssClass, Latency latency) {}
}

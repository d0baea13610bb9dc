package io.promferry.loadtests.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Values over the seconds of a run. The lines are stretched to the width, all text is in pixels.
 *
 * @param <P> a point of a run
 */
final class LineChart<P> {
  private static final int HEIGHT = 150;
  private static final int TEXT_GAP = 8;
  private static final double VIEW = 1000;

  private final String title;
  private final String unit;
  private final ToDoubleFunction<P> second;
  private final List<Line<P>> lines = new ArrayList<>();

  LineChart(String title, String unit, ToDoubleFunction<P> second) {
    this.title = title;
    this.unit = unit;
    this.second = second;
  }

  LineChart<P> line(String name, String cssClass, List<P> points, ToDoubleFunction<P> value) {
    if (!points.isEmpty()) {
      lines.add(new Line<>(name, cssClass, Thinned.of(points, value), value));
    }
    return this;
  }

  Element toElement() {
    var across = LinearScale.endingAt(most(second));
    var up =
        LinearScale.upTo(
            lines.stream().mapToDouble(Line::most).filter(Double::isFinite).max().orElse(1));
    var canvas = Element.of("svg", "canvas").set("height", HEIGHT).set("width", "100%");
    up.ticks().forEach(tick -> canvas.add(level(up.at(tick), Figures.shortCount(tick))));
    across.ticks().forEach(tick -> canvas.add(moment(across.at(tick), tick)));
    return Element.of("figure", "chart lines")
        .set("tabindex", 0)
        .set("data-unit", unit)
        .set("data-across", across.end())
        .set("aria-label", title + ", " + unit + ". Arrow keys step through the seconds.")
        .add(Element.of("figcaption").text(title).add(Element.of("small").text(" " + unit)))
        .add(legend())
        .add(Element.of("div", "plot").add(canvas.add(drawing(across, up))));
  }

  private double most(ToDoubleFunction<P> of) {
    return lines.stream().flatMap(line -> line.points.stream()).mapToDouble(of).max().orElse(1);
  }

  private Element drawing(Scale across, Scale up) {
    var drawing =
        Element.of("svg", "drawing")
            .set("viewBox", "0 0 1000 1000")
            .set("preserveAspectRatio", "none")
            .set("width", "100%")
            .set("height", "100%");
    for (var line : lines) {
      var points =
          line.known()
              .map(point ->
                  String.format(
                      Locale.ROOT,
                      "%.2f,%.2f",
                      VIEW * across.at(second.applyAsDouble(point)),
                      VIEW * (1 - up.at(line.value.applyAsDouble(point)))))
              .collect(Collectors.joining(" "));
      drawing.add(
          Element.of("polyline", line.cssClass)
              .set("points", points)
              .set("data-name", line.name)
              .set("data-x", line.numbers(second))
              .set("data-y", line.numbers(line.value)));
    }
    return drawing;
  }

  private Element legend() {
    var legend = Element.of("p", "legend");
    for (var line : lines) {
      var values = line.known().mapToDouble(line.value).summaryStatistics();
      legend.add(
          Element.of("span", "key")
              .add(
                  Element.of("svg", "swatch")
                      .set("width", 22)
                      .set("height", 10)
                      .set("aria-hidden", "true")
                      .add(
                          Element.of("line", line.cssClass)
                              .set("x1", 0)
                              .set("x2", 22)
                              .set("y1", 5)
                              .set("y2", 5)),
                  Element.of("span")
                      .text(
                          "%s: mean %s, most %s"
                              .formatted(
                                  line.name,
                                  Figures.shortCount(values.getAverage()),
                                  Figures.shortCount(values.getMax())))));
    }
    return legend;
  }

  private static Element level(double at, String words) {
    var y = Figures.percent(1 - at);
    return Element.of("g")
        .add(
            Element.of("line", "grid").set("x1", 0).set("x2", "100%").set("y1", y).set("y2", y),
            Element.of("text")
                .set("x", -TEXT_GAP)
                .set("y", y)
                .set("dy", "0.32em")
                .set("text-anchor", "end")
                .text(words));
  }

  private static Element moment(double at, double second) {
    return Element.of("text")
        .set("x", Figures.percent(at))
        .set("y", HEIGHT + 2 * TEXT_GAP + 2)
        .set("text-anchor", at == 0 ? "start" : at > 0.9 ? "end" : "middle")
        .text(Figures.withUnit(second, " s"));
  }

  private record Line<P>(String name, String cssClass, List<P> points, ToDoubleFunction<P> value) {
    Stream<P> known() {
      return points.stream().filter(point -> Double.isFinite(value.applyAsDouble(point)));
    }

    double most() {
      return known().mapToDouble(value).max().orElse(Double.NaN);
    }

    String numbers(ToDoubleFunction<P> of) {
      return known()
          .map(point -> Double.toString(of.applyAsDouble(point)))
          .collect(Collectors.joining(" "));
    }
  }
}

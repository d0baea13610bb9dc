package io.promferry.loadtests.report.page;

/** What is drawn on a row's track. Each mark knows its value and says it when pointed at. */
final class Marks {
  static final int TRACK_HEIGHT = 22;
  private static final int MIDDLE = TRACK_HEIGHT / 2;

  private final Scale scale;

  Marks(Scale scale) {
    this.scale = scale;
  }

  /** From the beginning of the axis. */
  Element bar(double value, String tip) {
    return valued(Element.of("rect", "bar"), value, tip)
        .set("x", 0)
        .set("y", 2)
        .set("width", Figures.percent(scale.at(value)))
        .set("height", TRACK_HEIGHT - 4)
        .set("rx", 2);
  }

  /** A thin line from one value to another. */
  Element span(String cssClass, double from, double to) {
    return Element.of("line", cssClass)
        .set("x1", Figures.percent(scale.at(from)))
        .set("x2", Figures.percent(scale.at(to)))
        .set("y1", MIDDLE)
        .set("y2", MIDDLE);
  }

  Element dot(String cssClass, int radius, double value, String tip) {
    return valued(Element.of("circle", "dot " + cssClass), value, tip)
        .set("cx", Figures.percent(scale.at(value)))
        .set("cy", MIDDLE)
        .set("r", radius);
  }

  Element stroke(String cssClass, int height, double value, String tip) {
    var x = Figures.percent(scale.at(value));
    return valued(Element.of("line", cssClass), value, tip)
        .set("x1", x)
        .set("x2", x)
        .set("y1", MIDDLE - height / 2)
        .set("y2", MIDDLE + height / 2);
  }

  private static Element valued(Element mark, double value, String tip) {
    return mark.set("data-value", value).set("data-tip", tip);
  }
}

package io.promferry.loadtests.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Rows one below another with marks along one axis. Names are HTML, which wraps; lengths are parts
 * of the width and all else is in pixels, so that it is as readable on a phone as on a screen.
 */
final class RowChart {
  private static final int LABEL_HEIGHT = 18;
  private static final int AXIS_HEIGHT = 22;

  private final String title;
  private final Scale scale;
  private final DoubleFunction<String> tickText;
  private final List<Element> lines = new ArrayList<>();
  private final List<Element> lineLabels = new ArrayList<>();
  private final List<Element> rows = new ArrayList<>();
  private final List<Element> notes = new ArrayList<>();

  /**
   * @param tickText what stands at a value of the axis
   */
  RowChart(String title, Scale scale, DoubleFunction<String> tickText) {
    this.title = title;
    this.scale = scale;
    this.tickText = tickText;
    scale.ticks().forEach(tick -> lines.add(upright("grid", tick)));
  }

  /**
   * A line across all rows, from its own words above them on. Add those of small values first: then
   * no line crosses another's words.
   */
  RowChart line(String cssClass, String words, double value) {
    lines.add(
        upright("reference " + cssClass, value)
            .set("y1", LABEL_HEIGHT * lineLabels.size() + 4)
            .set("data-value", value));
    lineLabels.add(
        beside(words, scale.at(value), LABEL_HEIGHT * (lineLabels.size() + 1) - 5)
            .set("class", "reference-label " + cssClass));
    return this;
  }

  /** A row; its marks are made for a track of {@link Marks#TRACK_HEIGHT}. */
  RowChart row(String name, String value, String cssClass, List<Element> marks) {
    var track = Element.of("svg", "track " + cssClass).set("height", Marks.TRACK_HEIGHT).add(marks);
    rows.add(
        Element.of("div", "row")
            .set("data-row", name)
            .add(
                Element.of("div", "row-words")
                    .add(
                        Element.of("span", "row-name").text(name),
                        Element.of("span", "row-value").text(value)),
                track));
    return this;
  }

  /** Something that is said above the rows, such as a legend. */
  RowChart note(Element note) {
    notes.add(note);
    return this;
  }

  Element toElement() {
    var body =
        Element.of("div", "rows")
            .add(Element.of("svg", "backdrop").set("aria-hidden", "true").add(lines));
    if (!lineLabels.isEmpty()) {
      body.add(
          Element.of("svg", "labels")
              .set("height", LABEL_HEIGHT * lineLabels.size())
              .add(lineLabels));
    }
    return Element.of("figure", "chart")
        .set("tabindex", 0)
        .set("aria-label", title + ". Arrow keys step through its values.")
        .add(Element.of("figcaption").text(title))
        .add(notes)
        .add(body.add(rows).add(axis()));
  }

  private Element axis() {
    var axis = Element.of("svg", "axis").set("height", AXIS_HEIGHT);
    scale.ticks().forEach(tick -> axis.add(text(tickText.apply(tick), scale.at(tick), 16)));
    return axis;
  }

  private Element upright(String cssClass, double value) {
    var x = Figures.percent(scale.at(value));
    return Element.of("line", cssClass).set("x1", x).set("x2", x).set("y1", "0").set("y2", "100%");
  }

  private static Element beside(String words, double at, int y) {
    boolean before = at > 0.5;
    return Element.of("text")
        .set("x", Figures.percent(at))
        .set("dx", before ? -6 : 6)
        .set("y", y)
        .set("text-anchor", before ? "end" : "start")
        .text(words);
  }

  private static Element text(String words, double at, int y) {
    return Element.of("text")
        .set("x", Figures.percent(at))
        .set("y", y)
        .set("text-anchor", at < 0.15 ? "start" : at > 0.85 ? "end" : "middle")
        .text(words);
  }
}

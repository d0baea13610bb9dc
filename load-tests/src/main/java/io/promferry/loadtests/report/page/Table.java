package io.promferry.loadtests.report.page;

import java.util.List;
import java.util.stream.Stream;

/** A table that becomes one card for each row where the page is narrow. */
final class Table {
  private final List<String> heads;
  private final Element body = Element.of("tbody");
  private final String caption;

  Table(String caption, String... heads) {
    this.caption = caption;
    this.heads = List.of(heads);
  }

  Table row(String... cells) {
    return row(Stream.of(cells).map(cell -> Element.of("span").text(cell)).toList());
  }

  Table row(Element... cells) {
    return row(List.of(cells));
  }

  /** As many cells as there are heads, or fewer of which the last takes the rest of the row. */
  Table row(List<Element> cells) {
    var row = Element.of("tr");
    for (int i = 0; i < cells.size(); i++) {
      var cell = i == 0 ? Element.of("th").set("scope", "row") : Element.of("td");
      if (i > 0 && i == cells.size() - 1 && cells.size() < heads.size()) {
        cell.set("colspan", heads.size() - i);
      } else if (i > 0) {
        cell.set("data-head", heads.get(i));
      }
      row.add(cell.add(cells.get(i)));
    }
    body.add(row);
    return this;
  }

  Element toElement() {
    var head = Element.of("tr");
    heads.forEach(words -> head.add(Element.of("th").set("scope", "col").text(words)));
    return Element.of("table")
        .add(Element.of("caption").text(caption), Element.of("thead").add(head), body);
  }
}

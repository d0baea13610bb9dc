package io.promferry.loadtests.report.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An element of HTML or SVG that is being put together by one owner. All text and all values of
 * attributes are escaped.
 */
final class Element {
  private static final Set<String> VOID = Set.of("meta", "br", "hr");

  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Object> children = new ArrayList<>();

  private Element(String name) {
    this.name = name;
  }

  static Element of(String name) {
    return new Element(name);
  }

  /** With this class. */
  static Element of(String name, String cssClass) {
    return of(name).set("class", cssClass);
  }

  Element set(String attribute, Object value) {
    attributes.put(attribute, value.toString());
    return this;
  }

  Element text(String text) {
    children.add(escaped(text));
    return this;
  }

  Element add(Element... more) {
    children.addAll(List.of(more));
    return this;
  }

  Element add(List<Element> more) {
    children.addAll(more);
    return this;
  }

  /** Puts in what is HTML, CSS or script already: our own resources, never a result's text. */
  Element trusted(String markup) {
    children.add(markup);
    return this;
  }

  @Override
  public String toString() {
    var out = new StringBuilder();
    write(out);
    return out.toString();
  }

  private void write(StringBuilder out) {
    out.append('<').append(name);
    attributes.forEach((attribute, value) ->
        out.append(' ').append(attribute).append("=\"").append(escaped(value)).append('"'));
    out.append('>');
    for (var child : children) {
      if (child instanceof Element element) {
        element.write(out);
      } else {
        out.append(child);
      }
    }
    if (!VOID.contains(name)) {
      out.append("</").append(name).append('>');
    }
  }

  /** Control characters, which HTML does not allow, become visible replacements. */
  private static String escaped(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            case '\n', '\t' -> out.append((char) c);
            default -> out.appendCodePoint(isAllowed(c) ? c : '\uFFFD');
          }
        });
    return out.toString();
  }

  private static boolean isAllowed(int c) {
    return !Character.isISOControl(c)
        && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
  }
}

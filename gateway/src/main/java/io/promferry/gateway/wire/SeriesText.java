package io.promferry.gateway.wire;

import java.util.List;

/** A series as a person writes it, cut to a length that fits an error text. */
final class SeriesText {
  private static final int LONGEST = 160;

  private SeriesText() {}

  static String of(List<Label> labels) {
    var text = new StringBuilder();
    labels.stream()
        .filter(Label::isMetricName)
        .findFirst()
        .ifPresent(name -> append(text, name.value()));
    text.append('{');
    String separator = "";
    for (Label label : labels) {
      if (text.length() > LONGEST) {
        break;
      }
      if (!label.isMetricName()) {
        append(text.append(separator), label.name());
        append(text.append("=\""), label.value());
        text.append('"');
        separator = ", ";
      }
    }
    return text.append(text.length() > LONGEST ? "..." : "}").toString();
  }

  /** Keeps out what could break a log line or hide in it. */
  private static void append(StringBuilder text, String part) {
    part.codePoints()
        .limit(LONGEST / 2)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(text::appendCodePoint);
  }
}

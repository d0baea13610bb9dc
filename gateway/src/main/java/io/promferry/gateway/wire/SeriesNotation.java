package io.promferry.gateway.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A series as a person writes it, in the notation of Prometheus' expressions: {@code
 * up{job="node"}}, {@code {__name__="up"}}, and with any names in quotes, {@code {"my.metric",
 * "a.b"="c"}}. In values {@code \\}, {@code \"} and {@code \n} are escapes. Reads one text; not
 * thread-safe.
 */
public final class SeriesNotation {
  private static final String METRIC_NAME = "__name__";

  private final String text;
  private final Map<String, String> labels = new LinkedHashMap<>();
  private int pos;

  private SeriesNotation(String text) {
    this.text = text;
  }

  /**
   * The labels, name to value, as they are written.
   *
   * @throws IllegalArgumentException with what is wrong and at which character, counted from 1
   */
  public static Map<String, String> parse(String text) {
    var notation = new SeriesNotation(text);
    notation.series();
    return notation.labels;
  }

  private void series() {
    skipSpace();
    var name = name();
    if (!name.isEmpty()) {
      put(METRIC_NAME, name);
    }
    skipSpace();
    if (next() == '{') {
      pos++;
      labels();
    }
    skipSpace();
    if (pos < text.length()) {
      throw problem("nothing may follow the series");
    }
    if (labels.isEmpty()) {
      throw problem("a series is expected, such as up{job=\"node\"}");
    }
  }

  private void labels() {
    skipSpace();
    while (next() != '}') {
      label();
      skipSpace();
      if (next() == ',') {
        pos++;
        skipSpace();
      } else if (next() != '}') {
        throw problem("a comma or } is expected");
      }
    }
    pos++;
  }

  private void label() {
    boolean quoted = next() == '"';
    var name = quoted ? quoted() : name();
    if (name.isEmpty()) {
      throw problem("a label's name is expected");
    }
    skipSpace();
    if (quoted && (next() == ',' || next() == '}')) {
      put(METRIC_NAME, name);
      return;
    }
    if (next() != '=') {
      throw problem("= is expected");
    }
    pos++;
    skipSpace();
    if (next() != '"') {
      throw problem("a value in double quotes is expected");
    }
    put(name, quoted());
  }

  private void put(String name, String value) {
    if (labels.put(name, value) != null) {
      throw problem("there is a label " + name + " already");
    }
  }

  private String name() {
    int from = pos;
    while (pos < text.length() && isOfName(text.charAt(pos))) {
      pos++;
    }
    return text.substring(from, pos);
  }

  private static boolean isOfName(char c) {
    return c == '_' || c == ':' || c == '.' || Character.isLetterOrDigit(c);
  }

  private String quoted() {
    var value = new StringBuilder();
    pos++;
    while (next() != '"') {
      if (pos >= text.length()) {
        throw problem("the closing quote is missing");
      }
      value.append(next() == '\\' ? escaped() : next());
      pos++;
    }
    pos++;
    return value.toString();
  }

  private char escaped() {
    pos++;
    return switch (next()) {
      case 'n' -> '\n';
      case '\\' -> '\\';
      case '"' -> '"';
      default -> throw problem("only \\\\, \\\" and \\n are escapes");
    };
  }

  private void skipSpace() {
    while (pos < text.length() && Character.isWhitespace(text.charAt(pos))) {
      pos++;
    }
  }

  /** 0 at the end, where it is none of what is looked for. */
  private char next() {
    return pos < text.length() ? text.charAt(pos) : 0;
  }

  private IllegalArgumentException problem(String what) {
    return new IllegalArgumentException("character " + (pos + 1) + ": " + what);
  }
}

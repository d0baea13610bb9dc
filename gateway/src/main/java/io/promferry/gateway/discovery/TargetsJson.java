package io.promferry.gateway.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * The body of HTTP service discovery: a list of groups with the keys {@code targets} and {@code
 * labels} and no others, which Prometheus refuses. One group for each target.
 */
final class TargetsJson {
  private static final char FIRST_PRINTABLE = ' ';

  private final StringBuilder out = new StringBuilder();

  private TargetsJson() {}

  static byte[] of(List<Target> targets) {
    var json = new TargetsJson();
    json.out.append('[');
    for (int i = 0; i < targets.size(); i++) {
      json.out.append(i == 0 ? "" : ",\n");
      json.group(targets.get(i));
    }
    return json.out.append("]\n").toString().getBytes(UTF_8);
  }

  private void group(Target target) {
    out.append("{\"targets\":[");
    text(target.address());
    out.append("],\"labels\":{");
    var separator = "";
    for (var label : target.labels().entrySet()) {
      out.append(separator);
      text(label.getKey());
      out.append(':');
      text(label.getValue());
      separator = ",";
    }
    out.append("}}");
  }

  /** RFC 8259 section 7. A surrogate without its other half leaves as a question mark. */
  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < FIRST_PRINTABLE) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}

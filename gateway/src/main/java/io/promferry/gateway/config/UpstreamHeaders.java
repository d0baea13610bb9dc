package io.promferry.gateway.config;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Headers that an operator adds to every request to a store, RFC 9110 checked. */
final class UpstreamHeaders {
  private static final Pattern TOKEN = Pattern.compile("[-!#$%&'*+.^_`|~0-9a-zA-Z]+");
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]([ -~]*[!-~])?");
  private static final Set<String> SET_BY_THE_GATEWAY =
      Set.of(
          "content-type",
          "content-encoding",
          "content-length",
          "host",
          "user-agent",
          "x-prometheus-remote-write-version",
          "retry-attempt");
  private static final Set<String> ABOUT_THE_CONNECTION =
      Set.of(
          "connection",
          "transfer-encoding",
          "keep-alive",
          "te",
          "trailer",
          "upgrade",
          "expect",
          "proxy-connection");

  private UpstreamHeaders() {}

  static Map<String, Template> read(Section section) {
    var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    return section.entries(
        "headers",
        (name, value) -> {
          checkName(name);
          if (!names.add(name)) {
            throw new IllegalArgumentException("given twice: letter case makes no difference");
          }
          return template(value);
        });
  }

  private static void checkName(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    if (!TOKEN.matcher(name).matches()) {
      throw new IllegalArgumentException("is not a legal header name");
    }
    if (SET_BY_THE_GATEWAY.contains(lower)) {
      throw new IllegalArgumentException("is set by the gateway itself");
    }
    if (ABOUT_THE_CONNECTION.contains(lower)) {
      throw new IllegalArgumentException("is about the connection, which the gateway manages");
    }
    if (lower.equals("authorization")) {
      throw new IllegalArgumentException("is set by the key authorization, from a file");
    }
  }

  private static Template template(String value) {
    if (!PRINTABLE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "must be printable ASCII, with no space at either end and not empty");
    }
    return new Template(value);
  }
}

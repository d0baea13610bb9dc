package io.promferry.gateway.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code Content-Type} (RFC 9110, section 8.3.1).
 *
 * @param name type and subtype in lower case; empty for an empty header
 * @param parameters names in lower case to values, which keep their case
 */
record MediaType(String name, Map<String, String> parameters) {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern NAME = Pattern.compile("\\s*(" + TOKEN + "/" + TOKEN + ")\\s*");

  /** One parameter, or the empty one that the grammar allows. */
  private static final Pattern PARAMETER =
      Pattern.compile(
          ";\\s*(?:("
              + TOKEN
              + ")=(?:("
              + TOKEN
              + ")|\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"))?\\s*");

  MediaType {
    parameters = Map.copyOf(parameters);
  }

  /** Empty if the header is none, or names a parameter twice. */
  static Optional<MediaType> parse(String header) {
    if (header.isBlank()) {
      return Optional.of(new MediaType("", Map.of()));
    }
    var name = NAME.matcher(header);
    if (!name.lookingAt()) {
      return Optional.empty();
    }
    var parameters = new HashMap<String, String>();
    var parameter = PARAMETER.matcher(header);
    int end = name.end();
    while (parameter.region(end, header.length()).lookingAt()) {
      end = parameter.end();
      if (parameter.group(1) != null
          && parameters.put(lower(parameter.group(1)), value(parameter)) != null) {
        return Optional.empty();
      }
    }
    return end == header.length()
        ? Optional.of(new MediaType(lower(name.group(1)), parameters))
        : Optional.empty();
  }

  Optional<String> parameter(String parameter) {
    return Optional.ofNullable(parameters.get(parameter));
  }

  private static String value(Matcher parameter) {
    var quoted = parameter.group(3);
    return quoted == null ? parameter.group(2) : quoted.replaceAll("\\\\(.)", "$1");
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

package io.promferry.tenantpromconfig.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A label selector and a field selector, as they stand in a query; null for everything. */
record Selector(@Nullable String labels, @Nullable String fields) implements Predicate<JsonNode> {
  private static final Pattern BETWEEN_TERMS = Pattern.compile(",(?![^(]*\\))");
  private static final Pattern SET =
      Pattern.compile("\\s*(\\S+)\\s+(in|notin)\\s+\\(([^)]*)\\)\\s*");
  private static final Pattern EQUALITY =
      Pattern.compile("\\s*([^!=\\s]+)\\s*(==|=|!=)\\s*(.*?)\\s*");
  private static final String NAME = "metadata.name";

  @Override
  public boolean test(JsonNode object) {
    var given = object.path("metadata").path("labels");
    return terms(labels).allMatch(term -> matchesLabel(term, given))
        && terms(fields).allMatch(term -> matchesField(term, object));
  }

  /** The one name that is asked for, if one is. */
  Optional<String> name() {
    return terms(fields)
        .map(EQUALITY::matcher)
        .filter(term -> term.matches() && term.group(1).equals(NAME) && !term.group(2).equals("!="))
        .map(term -> term.group(3))
        .findFirst();
  }

  private static Stream<String> terms(@Nullable String selector) {
    return selector == null || selector.isBlank()
        ? Stream.empty()
        : BETWEEN_TERMS.splitAsStream(selector);
  }

  private static boolean matchesLabel(String term, JsonNode given) {
    var set = SET.matcher(term);
    if (set.matches()) {
      var values = List.of(set.group(3).split("\\s*,\\s*", -1));
      var isIn =
          given.has(set.group(1))
              && values.stream()
                  .map(String::strip)
                  .anyMatch(given.path(set.group(1)).asText()::equals);
      return set.group(2).equals("in") == isIn;
    }
    var equality = EQUALITY.matcher(term);
    if (equality.matches()) {
      var isEqual =
          given.has(equality.group(1))
              && given.path(equality.group(1)).asText().equals(equality.group(3));
      return equality.group(2).equals("!=") != isEqual;
    }
    var key = term.strip();
    return key.startsWith("!") ? !given.has(key.substring(1)) : given.has(key);
  }

  private static boolean matchesField(String term, JsonNode object) {
    var equality = EQUALITY.matcher(term);
    if (!equality.matches()) {
      throw RefusedException.badRequest("field selector " + term);
    }
    var value =
        Arrays.stream(equality.group(1).split("\\.", -1))
            .reduce(object, JsonNode::path, (_, last) -> last)
            .asText();
    return equality.group(2).equals("!=") != value.equals(equality.group(3));
  }
}

package io.promferry.gateway.discovery;

import static java.util.Objects.requireNonNullElse;

import io.promferry.gateway.discovery.Monitor.Relabeling;
import io.promferry.gateway.relabel.RelabelAction;
import io.promferry.gateway.relabel.RelabelRule;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule that a tenant wrote and the gateway runs. RE2 is linear in the text, but a short regex can
 * stand for a huge program ({@code ((a{1000}){1000}){1000}}), and a short replacement for a long
 * text: so what is beyond any honest use is refused before it is compiled.
 *
 * @param effort that one run of it may take
 */
record RuleOfTenant(RelabelRule rule, long effort) {
  private static final int LONGEST = 1_000;
  private static final int MOST_REPEATS = 1_000;
  private static final int MOST_REFERENCES = 16;
  private static final int MOST_SOURCES = 32;
  private static final int LABELS_OF_A_TARGET = 64;
  private static final int REGEX_PER_UNIT = 5;
  private static final Pattern REPEAT = Pattern.compile("\\{(\\d+)(?:,(\\d*))?\\}");

  /**
   * The rule, with the defaults of a relabeling.
   *
   * @throws IllegalArgumentException if it is none, or too much
   */
  static RuleOfTenant of(Relabeling raw) {
    var regex = requireNonNullElse(raw.regex(), RelabelRule.DEFAULT_REGEX);
    var replacement = requireNonNullElse(raw.replacement(), RelabelRule.DEFAULT_REPLACEMENT);
    var separator = requireNonNullElse(raw.separator(), RelabelRule.DEFAULT_SEPARATOR);
    var target = requireNonNullElse(raw.targetLabel(), "");
    for (var text : List.of(regex, replacement, separator, target)) {
      if (text.length() > LONGEST) {
        throw new IllegalArgumentException("has a rule of more than " + LONGEST + " characters");
      }
    }
    if (references(replacement) + references(target) > MOST_REFERENCES
        || raw.sourceLabels().size() > MOST_SOURCES) {
      throw new IllegalArgumentException("has a rule that reads too many labels or groups");
    }
    long repeats = repeats(regex);
    if (repeats > MOST_REPEATS) {
      throw new IllegalArgumentException("has a regex that repeats more than " + MOST_REPEATS);
    }
    var action = RelabelAction.parse(requireNonNullElse(raw.action(), "replace"));
    var rule =
        new RelabelRule(
            raw.sourceLabels(), separator, regex, raw.modulus(), target, replacement, action);
    return new RuleOfTenant(rule, (1 + regex.length() * repeats / REGEX_PER_UNIT) * times(action));
  }

  private static long references(String template) {
    return template.chars().filter(c -> c == '$').count();
  }

  /** As if all were nested. */
  private static long repeats(String regex) {
    long product = 1;
    var repeat = REPEAT.matcher(regex);
    while (repeat.find() && product <= MOST_REPEATS) {
      product *= Math.max(1, Math.max(number(repeat.group(1)), number(repeat.group(2))));
    }
    return product;
  }

  private static long number(@Nullable String digits) {
    if (digits == null || digits.isEmpty()) {
      return 1;
    }
    return digits.length() > 4 ? MOST_REPEATS + 1 : Long.parseLong(digits);
  }

  private static int times(RelabelAction action) {
    return switch (action) {
      case LABELMAP, LABELDROP, LABELKEEP -> LABELS_OF_A_TARGET;
      case REPLACE, KEEP, DROP, KEEPEQUAL, DROPEQUAL, HASHMOD, LOWERCASE, UPPERCASE -> 1;
    };
  }
}

package io.promferry.gateway.relabel;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * One rule as it is written: the keys of Prometheus' {@code relabel_config}, valid by the rules of
 * Prometheus 3 (3.14, {@code model/relabel}) with UTF-8 names: any text that is not empty is a
 * label name. Stricter in one thing: the regex must be one by itself, before it is anchored.
 *
 * @param sourceLabels whose values are the source, joined by {@code separator}; an absent label is
 *     empty
 * @param regex that the whole source must match, or the whole name of a label
 * @param modulus unsigned
 * @param targetLabel what is written; with {@code replace}, {@code $1} and the like are filled in
 * @param replacement the value that {@code replace} writes, or the name that {@code labelmap} does
 */
public record RelabelRule(
    List<String> sourceLabels,
    String separator,
    String regex,
    long modulus,
    String targetLabel,
    String replacement,
    RelabelAction action) {
  public static final String DEFAULT_SEPARATOR = ";";
  public static final String DEFAULT_REGEX = "(.*)";
  public static final String DEFAULT_REPLACEMENT = "$1";

  /**
   * Checks all of it.
   *
   * @throws InvalidRuleException with every problem, if there is one
   */
  public RelabelRule {
    sourceLabels = List.copyOf(sourceLabels);
    new RuleCheck(action)
        .sourceLabels(sourceLabels)
        .separator(separator)
        .regex(regex)
        .modulus(modulus)
        .targetLabel(targetLabel)
        .replacement(replacement)
        .finish();
  }

  /** As a person would write it, in one line of YAML: what stands at its default is left out. */
  public String text() {
    var keys = new StringJoiner(", ", "{", "}");
    keys.add("action: " + action.name().toLowerCase(Locale.ROOT));
    if (!sourceLabels.isEmpty()) {
      keys.add("source_labels: [" + String.join(", ", sourceLabels) + ']');
    }
    if (!separator.equals(DEFAULT_SEPARATOR)) {
      keys.add("separator: " + quoted(separator));
    }
    if (!regex.equals(DEFAULT_REGEX)) {
      keys.add("regex: " + quoted(regex));
    }
    if (modulus != 0) {
      keys.add("modulus: " + Long.toUnsignedString(modulus));
    }
    if (!targetLabel.isEmpty()) {
      keys.add("target_label: " + quoted(targetLabel));
    }
    if (!replacement.equals(DEFAULT_REPLACEMENT)) {
      keys.add("replacement: " + quoted(replacement));
    }
    return keys.toString();
  }

  /** In single quotes, where only those are doubled (YAML 1.2, 7.3.2). */
  private static String quoted(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }
}

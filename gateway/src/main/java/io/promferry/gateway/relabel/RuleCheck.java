package io.promferry.gateway.relabel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promferry.gateway.relabel.InvalidRuleException.Problem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What an action requires and forbids, as Prometheus checks it. Gathers problems. */
final class RuleCheck {
  private static final Set<RelabelAction> WITH_TARGET =
      EnumSet.of(
          RelabelAction.REPLACE,
          RelabelAction.HASHMOD,
          RelabelAction.LOWERCASE,
          RelabelAction.UPPERCASE,
          RelabelAction.KEEPEQUAL,
          RelabelAction.DROPEQUAL);
  private static final Set<RelabelAction> WITHOUT_REPLACEMENT =
      EnumSet.of(
          RelabelAction.LOWERCASE,
          RelabelAction.UPPERCASE,
          RelabelAction.KEEPEQUAL,
          RelabelAction.DROPEQUAL,
          RelabelAction.LABELDROP,
          RelabelAction.LABELKEEP);
  private static final Set<RelabelAction> COMPARING =
      EnumSet.of(RelabelAction.KEEPEQUAL, RelabelAction.DROPEQUAL);
  private static final Set<RelabelAction> BY_NAME =
      EnumSet.of(RelabelAction.LABELDROP, RelabelAction.LABELKEEP);

  private final RelabelAction action;
  private final List<Problem> problems = new ArrayList<>(0);

  RuleCheck(RelabelAction action) {
    this.action = action;
  }

  RuleCheck sourceLabels(List<String> names) {
    for (String name : names) {
      labelName("source_labels", name);
    }
    return forbid("source_labels", !names.isEmpty(), BY_NAME);
  }

  RuleCheck separator(String separator) {
    boolean given = !separator.equals(RelabelRule.DEFAULT_SEPARATOR);
    return forbid("separator", given, COMPARING).forbid("separator", given, BY_NAME);
  }

  RuleCheck regex(String regex) {
    try {
      AnchoredRegex.compile(regex);
    } catch (IllegalArgumentException e) {
      problem("regex", String.valueOf(e.getMessage()));
    }
    return forbid("regex", !regex.equals(RelabelRule.DEFAULT_REGEX), COMPARING);
  }

  RuleCheck modulus(long modulus) {
    if (action == RelabelAction.HASHMOD && modulus == 0) {
      problem("modulus", "is required by hashmod, and must not be 0");
    }
    return forbid("modulus", modulus != 0, COMPARING).forbid("modulus", modulus != 0, BY_NAME);
  }

  RuleCheck targetLabel(String label) {
    if (WITH_TARGET.contains(action)) {
      if (label.isEmpty()) {
        problem("target_label", "is required by " + action);
      } else {
        labelName("target_label", label);
      }
    }
    return forbid("target_label", !label.isEmpty(), BY_NAME);
  }

  RuleCheck replacement(String replacement) {
    if (action == RelabelAction.LABELMAP) {
      labelName("replacement", replacement);
    }
    return forbid(
        "replacement", !replacement.equals(RelabelRule.DEFAULT_REPLACEMENT), WITHOUT_REPLACEMENT);
  }

  void finish() {
    if (!problems.isEmpty()) {
      throw new InvalidRuleException(problems);
    }
  }

  private RuleCheck forbid(String key, boolean given, Set<RelabelAction> actions) {
    if (given && actions.contains(action)) {
      problem(key, "cannot be given with " + action + takes());
    }
    return this;
  }

  private String takes() {
    if (COMPARING.contains(action)) {
      return ", which takes only source_labels and target_label";
    }
    return BY_NAME.contains(action) ? ", which takes only regex" : "";
  }

  private void labelName(String key, String name) {
    if (name.isEmpty() || !UTF_8.newEncoder().canEncode(name)) {
      problem(key, "must be a label name, got '" + name + "'");
    }
  }

  private void problem(String key, String reason) {
    problems.add(new Problem(key, reason));
  }
}

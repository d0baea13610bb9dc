package io.promferry.gateway.config;

import io.promferry.gateway.relabel.InvalidRuleException;
import io.promferry.gateway.relabel.RelabelAction;
import io.promferry.gateway.relabel.RelabelRule;
import io.promferry.gateway.relabel.RelabelRules;
import java.util.Optional;
import java.util.function.Function;

/** How relabel rules are written: key for key as Prometheus' {@code relabel_config}. */
public final class RelabelConfig {
  private RelabelConfig() {}

  /** Reads the list of rules that stands under {@code key}; none if it is absent. */
  public static RelabelRules read(Section section, String key) {
    return RelabelRules.of(
        section.sections(key, RelabelConfig::rule).stream().flatMap(Optional::stream).toList());
  }

  /** Empty if something is wrong with it, which the section has then been told. */
  private static Optional<RelabelRule> rule(Section section) {
    var sourceLabels = section.scalars("source_labels", Function.identity());
    var separator = section.scalar("separator", Function.identity());
    var regex = section.scalar("regex", Function.identity());
    var modulus = section.scalar("modulus", RelabelConfig::modulus);
    var targetLabel = section.scalar("target_label", Function.identity());
    var replacement = section.scalar("replacement", Function.identity());
    boolean actionGiven = section.has("action");
    var action = section.scalar("action", RelabelAction::parse);
    if (actionGiven && action.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new RelabelRule(
              sourceLabels,
              separator.orElse(RelabelRule.DEFAULT_SEPARATOR),
              regex.orElse(RelabelRule.DEFAULT_REGEX),
              modulus.orElse(0L),
              targetLabel.orElse(""),
              replacement.orElse(RelabelRule.DEFAULT_REPLACEMENT),
              action.orElse(RelabelAction.REPLACE)));
    } catch (InvalidRuleException e) {
      e.problems().forEach(problem -> section.problem(problem.key(), problem.reason()));
      return Optional.empty();
    }
  }

  /** Sixty-four bits, unsigned. */
  private static Long modulus(String text) {
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be a whole number, got '" + text + "'", e);
    }
  }
}

package io.promferry.gateway.discovery;

import io.promferry.gateway.discovery.Monitor.Relabeling;
import io.promferry.gateway.relabel.MutableLabels;
import io.promferry.gateway.relabel.RelabelRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The relabelings of a monitor's endpoint, ready to be run. */
final class EndpointRules {
  static final int MOST_RULES = 64;

  /** What rules may make of the labels of one target, in characters. */
  static final int MOST_CHARACTERS = 32 << 10;

  private final List<Step> steps;
  private final Set<String> forced;

  /** One rule, and what it costs. */
  private record Step(RelabelRules rule, long effort) {}

  private EndpointRules(List<Step> steps, Set<String> forced) {
    this.steps = steps;
    this.forced = forced;
  }

  /**
   * Compiles them; no rule can write a label that is {@code forced}.
   *
   * @throws IllegalArgumentException if one is no rule, or none that a tenant may have run here
   */
  static EndpointRules of(List<Relabeling> relabelings, Set<String> forced) {
    if (relabelings.size() > MOST_RULES) {
      throw new IllegalArgumentException("has more than " + MOST_RULES + " relabelings");
    }
    return new EndpointRules(
        relabelings.stream().map(RuleOfTenant::of).map(EndpointRules::step).toList(), forced);
  }

  private static Step step(RuleOfTenant rule) {
    return new Step(RelabelRules.of(List.of(rule.rule())), rule.effort());
  }

  /**
   * What they make of the target; empty if they drop it.
   *
   * @throws IllegalArgumentException if what they make of it may not be a target; says why
   */
  Optional<Draft> apply(Draft draft, Effort effort) {
    if (steps.isEmpty()) {
      return Optional.of(draft);
    }
    var labels = new MutableLabels(forced);
    draft.labels().forEach(labels::give);
    labels.give(Draft.ADDRESS, draft.address());
    for (var step : steps) {
      if (!effort.spend(step.effort())) {
        throw new IllegalArgumentException(
            "its rules would take too much work with those of all monitors before it");
      }
      if (!step.rule().apply(labels)) {
        return Optional.empty();
      }
      if (characters(labels.toMap()) > MOST_CHARACTERS) {
        throw new IllegalArgumentException("its rules make too much of its labels");
      }
    }
    return Optional.of(draft.relabelled(labels.toMap()));
  }

  private static int characters(Map<String, String> labels) {
    return labels.entrySet().stream()
        .mapToInt(label -> label.getKey().length() + label.getValue().length())
        .sum();
  }
}

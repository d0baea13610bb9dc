package io.promferry.gateway.relabel;

import java.util.List;

/**
 * A sequence of relabel rules, compiled: the semantics of Prometheus' {@code relabel_config}. The
 * second idea of a rule, its remembered results, is not here. Immutable, thread-safe.
 */
public final class RelabelRules {
  /** No rule at all. */
  public static final RelabelRules NONE = new RelabelRules(List.of());

  private final List<String> rules;

  private RelabelRules(List<String> rules) {
    this.rules = List.copyOf(rules);
  }

  public boolean isEmpty() {
    return rules.isEmpty();
  }
}

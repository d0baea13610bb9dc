package io.promferry.gateway.relabel;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of relabel rules, compiled: the semantics of Prometheus' {@code relabel_config}. The
 * second idea of a rule, its remembered results, is not here. Equal to one of equal rules.
 * Immutable, thread-safe.
 */
public final class RelabelRules {
  /** No rule at all. */
  public static final RelabelRules NONE = new RelabelRules(List.of());

  private final List<RelabelRule> rules;
  private final List<CompiledRule> compiled;

  private RelabelRules(List<RelabelRule> rules) {
    this.rules = List.copyOf(rules);
    compiled = rules.stream().map(CompiledRule::new).toList();
  }

  /** These rules, in this order. */
  public static RelabelRules of(List<RelabelRule> rules) {
    return rules.isEmpty() ? NONE : new RelabelRules(rules);
  }

  public int size() {
    return rules.size();
  }

  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /** These rules, and after them those. */
  public RelabelRules then(RelabelRules next) {
    return of(Stream.concat(rules.stream(), next.rules.stream()).toList());
  }

  /** Whether the series is to go on, with the labels as they are afterwards. */
  public boolean apply(MutableLabels labels) {
    return apply(labels, _ -> {});
  }

  /** The same, telling of each rule when it has been applied. */
  public boolean apply(MutableLabels labels, Consumer<RelabelRule> applied) {
    for (int i = 0; i < rules.size(); i++) {
      boolean kept = compiled.get(i).apply(labels);
      applied.accept(rules.get(i));
      if (!kept) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RelabelRules that && rules.equals(that.rules);
  }

  @Override
  public int hashCode() {
    return rules.hashCode();
  }

  @Override
  public String toString() {
    return rules.toString();
  }
}

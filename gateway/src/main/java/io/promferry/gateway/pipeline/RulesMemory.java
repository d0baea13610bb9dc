package io.promferry.gateway.pipeline;

import io.promferry.gateway.limits.FairBudget;
import io.promferry.gateway.tenant.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is remembered of all tenants' rules, within one budget of which each has a fair share. A
 * tenant's results stay as long as what they depend on does.
 */
public final class RulesMemory {
  private final FairBudget budget;
  private final LongAdder computed = new LongAdder();
  private Map<TenantId, TenantRules> current = Map.of();

  /**
   * Of nobody yet.
   *
   * @param bytes for results, about
   */
  public RulesMemory(long bytes) {
    budget = new FairBudget(bytes);
  }

  /**
   * From now on those rules: the ones that are as before keep their results, those of the others
   * are forgotten. Writes that still use one of those are judged by it all the same.
   */
  public synchronized void renew(Map<TenantId, TenantRules.Terms> wanted) {
    var before = current;
    var now = new HashMap<TenantId, TenantRules>();
    wanted.forEach((id, terms) -> {
      var kept = before.get(id);
      now.put(
          id,
          kept != null && kept.terms().equals(terms)
              ? kept
              : new TenantRules(terms, budget.share(), computed));
    });
    current = Map.copyOf(now);
    before.forEach((id, rules) -> {
      if (now.get(id) != rules) {
        rules.close();
      }
    });
  }

  /** The tenant's rules; empty if it has none. */
  public synchronized Optional<TenantRules> rules(TenantId id) {
    return Optional.ofNullable(current.get(id));
  }

  /** Bytes that results occupy at the moment, about. */
  public long used() {
    return budget.used();
  }

  /** Bytes that they may occupy. */
  public long capacity() {
    return budget.capacity();
  }

  /** How many times rules had to be run, because the result was not remembered. */
  public long computed() {
    return computed.sum();
  }
}

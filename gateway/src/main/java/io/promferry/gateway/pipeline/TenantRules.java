package io.promferry.gateway.pipeline;

import io.promferry.gateway.limits.FairBudget;
import io.promferry.gateway.relabel.MutableLabels;
import io.promferry.gateway.relabel.RelabelRules;
import io.promferry.gateway.wire.ForcedLabels;
import io.promferry.gateway.wire.LabelEdit;
import io.promferry.gateway.wire.LabelLimits;
import io.promferry.gateway.wire.ResolvedLabels;
import io.promferry.gateway.wire.SeriesGate;
import io.promferry.gateway.wire.SeriesVerdict;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one tenant's rules make of its series. Results are remembered, so that a series that comes
 * again costs its hash; what there is no room for is computed each time. Thread-safe.
 */
public final class TenantRules implements SeriesGate, AutoCloseable {
  private final Terms terms;
  private final ForcedLabels forced;
  private final VerdictTable remembered;
  private final LongAdder computed;

  /**
   * What results depend on, besides the labels.
   *
   * @param rules the global ones and then the tenant's
   * @param forced the forced labels, name to value; rules see them and cannot change them
   * @param limits of the labels as they are after the rules
   */
  public record Terms(RelabelRules rules, Map<String, String> forced, LabelLimits limits) {
    public Terms {
      forced = Map.copyOf(forced);
    }

    /** Of the labels as they come: where there are rules, they may shorten what is too long. */
    public LabelLimits limitsBefore() {
      return rules.isEmpty() ? limits : LabelLimits.NONE;
    }

    /** The labels of a series, for the rules to change. */
    MutableLabels changing(ResolvedLabels labels) {
      var changing = new MutableLabels(forced.keySet());
      int size = labels.size();
      for (int i = 0; i < size; i++) {
        changing.give(labels.name(i), labels.value(i));
      }
      return changing;
    }
  }

  TenantRules(Terms terms, FairBudget.Share share, LongAdder computed) {
    this.terms = terms;
    this.forced = ForcedLabels.of(terms.forced);
    this.remembered = new VerdictTable(share);
    this.computed = computed;
  }

  Terms terms() {
    return terms;
  }

  @Override
  public SeriesVerdict judge(ResolvedLabels labels) {
    return judge(labels, new RulesEffort(Long.MAX_VALUE));
  }

  /** What is remembered costs no effort, so whoever gives up comes further the next time. */
  @Override
  public SeriesGate within(long labelBytes) {
    var effort = new RulesEffort(labelBytes);
    return labels -> judge(labels, effort);
  }

  private SeriesVerdict judge(ResolvedLabels labels, RulesEffort effort) {
    long hash = labels.hash();
    long secondHash = labels.secondHash();
    var known = remembered.find(hash, secondHash);
    if (known != null) {
      return known;
    }
    effort.spend(labels, terms.rules);
    var verdict = compute(labels);
    remembered.add(hash, secondHash, verdict);
    return verdict;
  }

  private SeriesVerdict compute(ResolvedLabels labels) {
    computed.increment();
    var changing = terms.changing(labels);
    if (!terms.rules.apply(changing)) {
      return SeriesVerdict.DROPPED;
    }
    return changing.changed() ? changed(labels, changing.toMap()) : unchanged(labels);
  }

  private SeriesVerdict unchanged(ResolvedLabels labels) {
    var fault = terms.limits.fault(labels);
    return fault == null ? SeriesVerdict.UNCHANGED : new SeriesVerdict.Refused(fault);
  }

  private SeriesVerdict changed(ResolvedLabels before, Map<String, String> after) {
    var fault = terms.limits.fault(after, forced);
    return fault == null
        ? new SeriesVerdict.Edited(LabelEdit.of(before, after))
        : new SeriesVerdict.Refused(fault);
  }

  /** Forgets all results, for good; writes that still use it are judged as before. */
  @Override
  public void close() {
    remembered.close();
  }
}

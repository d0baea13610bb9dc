package io.promferry.gateway.pipeline;

import io.promferry.gateway.wire.ConflictPolicy;
import io.promferry.gateway.wire.ForcedLabels;
import io.promferry.gateway.wire.OneSeries;
import io.promferry.gateway.wire.Output;
import io.promferry.gateway.wire.RefusalReason;
import io.promferry.gateway.wire.ResolvedLabels;
import io.promferry.gateway.wire.SeriesVerdict;
import io.promferry.gateway.wire.SplicePlan;
import io.promferry.gateway.wire.WriteRequestSplicer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Shows step by step what becomes of a tenant's series: the very splice and rules that its writes
 * go through, looked at. Immutable, thread-safe.
 *
 * @param terms of the tenant's rules: every tenant's first, and then its own
 * @param rulesOfAll how many of the rules are every tenant's
 */
public record SeriesExplainer(TenantRules.Terms terms, ConflictPolicy onConflict, int rulesOfAll) {
  private static final int MOST_BYTES = 1 << 20;

  /**
   * What becomes of a series.
   *
   * @param outcome in plain words
   */
  public record Explanation(List<Step> steps, boolean forwarded, String outcome) {
    public Explanation {
      steps = List.copyOf(steps);
    }
  }

  /**
   * One step.
   *
   * @param what in plain words
   * @param rule as it is written; null where the step is none
   * @param labels as they are afterwards, by name; those of a series that is dropped are as before
   */
  public record Step(String what, @Nullable String rule, Map<String, String> labels) {}

  /** Of a series with these labels, name to value; limits of rate and of active series aside. */
  public Explanation explain(Map<String, String> labels) {
    var forced = ForcedLabels.of(terms.forced());
    var outcome = new Outcome(forced);
    outcome.add("as it is sent", null, labels);
    var request = OneSeries.request(labels, 0);
    var report =
        WriteRequestSplicer.splice(
            request,
            request.length,
            new SplicePlan(forced, onConflict, terms.limitsBefore(), outcome::judge),
            Long.MAX_VALUE,
            new Output(),
            MOST_BYTES);
    if (outcome.words == null) {
      var reason = report.refused().keySet().iterator().next();
      return new Explanation(outcome.steps, false, refused(reason));
    }
    return new Explanation(outcome.steps, report.series() > 0, outcome.words);
  }

  private static String refused(RefusalReason reason) {
    return "refused: " + reason.text();
  }

  /** Takes part as the gate that a tenant's rules are. */
  private final class Outcome {
    final List<Step> steps = new ArrayList<>();
    @Nullable String words;
    private final ForcedLabels forced;
    private int applied;

    Outcome(ForcedLabels forced) {
      this.forced = forced;
    }

    void add(String what, @Nullable String rule, Map<String, String> labels) {
      steps.add(new Step(what, rule, new TreeMap<>(labels)));
    }

    SeriesVerdict judge(ResolvedLabels resolved) {
      var labels = terms.changing(resolved);
      add("with the forced labels", null, labels.toMap());
      if (!terms.rules().apply(labels, rule -> add(name(), rule.text(), labels.toMap()))) {
        words = "dropped by " + steps.getLast().what();
        return SeriesVerdict.DROPPED;
      }
      var fault = terms.limits().fault(labels.toMap(), forced);
      words = fault == null ? "forwarded" : refused(fault);
      return fault == null ? SeriesVerdict.UNCHANGED : new SeriesVerdict.Refused(fault);
    }

    private String name() {
      applied++;
      return applied <= rulesOfAll
          ? "rule %d of %d for every tenant".formatted(applied, rulesOfAll)
          : "rule %d of %d of the tenant"
              .formatted(applied - rulesOfAll, terms.rules().size() - rulesOfAll);
    }
  }
}

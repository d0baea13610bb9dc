package io.promferry.gateway.pipeline;

import io.promferry.gateway.relabel.MutableLabels;
import io.promferry.gateway.relabel.RelabelRules;
import io.promferry.gateway.wire.ConflictPolicy;
import io.promferry.gateway.wire.ForcedLabels;
import io.promferry.gateway.wire.LabelLimits;
import io.promferry.gateway.wire.OneSeries;
import io.promferry.gateway.wire.Output;
import io.promferry.gateway.wire.RefusalReason;
import io.promferry.gateway.wire.ResolvedLabels;
import io.promferry.gateway.wire.SeriesVerdict;
import io.promferry.gateway.wire.SplicePlan;
import io.promferry.gateway.wire.WriteRequestSplicer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Shows step by step what becomes of a tenant's series: the very splice and rules that its writes
 * go through, looked at. Immutable, thread-safe.
 *
 * @param forced the forced labels, name to value
 * @param rules every tenant's, and then the tenant's own
 * @param rulesOfAll how many of them are every tenant's
 * @param limits of the labels
 */
public record SeriesExplainer(
    Map<String, String> forced,
    ConflictPolicy onConflict,
    RelabelRules rules,
    int rulesOfAll,
    LabelLimits limits) {
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

  public SeriesExplainer {
    forced = Map.copyOf(forced);
  }

  /** Of a series with these labels, name to value. */
  public Explanation explain(Map<String, String> labels) {
    var steps = new ArrayList<Step>();
    steps.add(step("as it is sent", null, labels));
    var outcome = new Outcome(steps);
    var request = OneSeries.request(labels, 0);
    // Where there are rules, it is what they make of the labels that is limited.
    var before = rules.isEmpty() ? limits : LabelLimits.NONE;
    var report =
        WriteRequestSplicer.splice(
            request,
            request.length,
            new SplicePlan(ForcedLabels.of(forced), onConflict, before, outcome::judge),
            Long.MAX_VALUE,
            new Output(),
            MOST_BYTES);
    if (outcome.words == null) {
      var reason = report.refused().keySet().iterator().next();
      return new Explanation(steps, false, refused(reason));
    }
    return new Explanation(steps, report.series() > 0, outcome.words);
  }

  private static Step step(String what, @Nullable String rule, Map<String, String> labels) {
    return new Step(what, rule, new TreeMap<>(labels));
  }

  private static String refused(RefusalReason reason) {
    return "refused: " + reason.text();
  }

  /** Takes part as the gate that a tenant's rules are. */
  private final class Outcome {
    final List<Step> steps;
    @Nullable String words;
    private int applied;

    Outcome(List<Step> steps) {
      this.steps = steps;
    }

    SeriesVerdict judge(ResolvedLabels resolved) {
      var labels = new MutableLabels(forced.keySet());
      var given = new LinkedHashMap<String, String>();
      for (int i = 0; i < resolved.size(); i++) {
        labels.give(resolved.name(i), resolved.value(i));
        given.put(resolved.name(i), resolved.value(i));
      }
      steps.add(step("with the forced labels", null, given));
      boolean kept =
          rules.apply(labels, rule -> steps.add(step(name(), rule.text(), labels.toMap())));
      if (!kept) {
        words = "dropped by " + steps.getLast().what();
        return SeriesVerdict.DROPPED;
      }
      var fault = limits.fault(labels.toMap(), ForcedLabels.of(forced));
      words = fault == null ? "forwarded" : refused(fault);
      return fault == null ? SeriesVerdict.UNCHANGED : new SeriesVerdict.Refused(fault);
    }

    private String name() {
      applied++;
      return applied <= rulesOfAll
          ? "rule %d of %d for every tenant".formatted(applied, rulesOfAll)
          : "rule %d of %d of the tenant"
              .formatted(applied - rulesOfAll, rules.size() - rulesOfAll);
    }
  }
}

package io.promferry.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.pipeline.SeriesExplainer.Step;
import io.promferry.gateway.relabel.RelabelAction;
import io.promferry.gateway.relabel.RelabelRule;
import io.promferry.gateway.relabel.RelabelRules;
import io.promferry.gateway.wire.ConflictPolicy;
import io.promferry.gateway.wire.LabelLimits;
import io.promferry.gateway.wire.SeriesNotation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesExplainerTest {
  private static final Map<String, String> FORCED = Map.of("tenant", "acme", "vpc", "vpc-acme");
  private static final RelabelRule DROP_GO =
      rule(RelabelAction.DROP, "__name__", "go_.*", "", RelabelRule.DEFAULT_REPLACEMENT);
  private static final RelabelRule SHORTEN =
      rule(RelabelAction.REPLACE, "pod", "(...).*", "pod", "it's $1");
  private static final RelabelRule FORGE =
      rule(RelabelAction.REPLACE, "pod", "(.*)", "tenant", "other");

  @Test
  void showsWhatForcedLabelsAndRulesMakeOfASeries() {
    var told =
        explainer(ConflictPolicy.KEEP_AS_EXPORTED, LabelLimits.NONE, DROP_GO, SHORTEN, FORGE)
            .explain(SeriesNotation.parse("up{pod=\"web-0\", tenant=\"forged\"}"));

    assertThat(told.forwarded()).isTrue();
    assertThat(told.outcome()).isEqualTo("forwarded");
    var forced =
        SeriesNotation.parse(
            "up{pod=\"web-0\", tenant=\"acme\", vpc=\"vpc-acme\", exported_tenant=\"forged\"}");
    var shortened = new HashMap<>(forced);
    shortened.put("pod", "it's web");
    assertThat(told.steps())
        .containsExactly(
            new Step(
                "as it is sent",
                null,
                Map.of("__name__", "up", "pod", "web-0", "tenant", "forged")),
            new Step("with the forced labels", null, forced),
            new Step(
                "rule 1 of 1 for every tenant",
                "{action: drop, source_labels: [__name__], regex: 'go_.*'}",
                forced),
            new Step(
                "rule 1 of 2 of the tenant",
                "{action: replace, source_labels: [pod], regex: '(...).*', target_label: 'pod',"
                    + " replacement: 'it''s $1'}",
                shortened),
            new Step(
                "rule 2 of 2 of the tenant",
                "{action: replace, source_labels: [pod], target_label: 'tenant', replacement:"
                    + " 'other'}",
                shortened));
  }

  @Test
  void namesTheRuleThatDropsASeries() {
    var told =
        explainer(ConflictPolicy.REPLACE, LabelLimits.NONE, DROP_GO, SHORTEN)
            .explain(Map.of("__name__", "go_threads"));

    assertThat(told.forwarded()).isFalse();
    assertThat(told.outcome()).isEqualTo("dropped by rule 1 of 1 for every tenant");
    assertThat(told.steps()).hasSize(3);
  }

  @Test
  void saysWhyASeriesIsRefused() {
    assertThat(
            explainer(ConflictPolicy.REFUSE_SERIES, LabelLimits.NONE, DROP_GO)
                .explain(SeriesNotation.parse("up{vpc=\"other\"}"))
                .outcome())
        .isEqualTo("refused: label under a forced name");
    assertThat(
            explainer(ConflictPolicy.REPLACE, new LabelLimits(10, 100, 4), DROP_GO)
                .explain(SeriesNotation.parse("up{pod=\"web-0\"}"))
                .outcome())
        .isEqualTo("refused: label value too long");
    assertThat(
            explainer(ConflictPolicy.REPLACE, new LabelLimits(10, 100, 4))
                .explain(SeriesNotation.parse("up{pod=\"web-0\"}"))
                .outcome())
        .isEqualTo("refused: label value too long");
    assertThat(
            explainer(ConflictPolicy.REPLACE, LabelLimits.NONE)
                .explain(Map.of("pod", "web-0"))
                .outcome())
        .isEqualTo("refused: no metric name");
  }

  @Test
  void saysThatANameIsReserved() {
    var reserved =
        "refused: metric name under promferry_tenant_, which is reserved for the gateway";
    var rename = rule(RelabelAction.REPLACE, "pod", ".*", "__name__", "promferry_tenant_up");

    assertThat(
            explainer(ConflictPolicy.REPLACE, LabelLimits.NONE, DROP_GO)
                .explain(SeriesNotation.parse("promferry_tenant_up{pod=\"web-0\"}"))
                .outcome())
        .isEqualTo(reserved);
    var renamed =
        explainer(ConflictPolicy.REPLACE, LabelLimits.NONE, rename)
            .explain(SeriesNotation.parse("up{pod=\"web-0\"}"));
    assertThat(renamed.outcome()).isEqualTo(reserved);
    assertThat(renamed.forwarded()).isFalse();
    assertThat(renamed.steps().getLast().labels()).containsEntry("__name__", "promferry_tenant_up");
  }

  /** The first of the rules is every tenant's. */
  private static SeriesExplainer explainer(
      ConflictPolicy onConflict, LabelLimits limits, RelabelRule... rules) {
    return new SeriesExplainer(
        new TenantRules.Terms(RelabelRules.of(List.of(rules)), FORCED, limits),
        onConflict,
        Math.min(1, rules.length));
  }

  private static RelabelRule rule(
      RelabelAction action, String source, String regex, String target, String replacement) {
    return new RelabelRule(
        List.of(source), RelabelRule.DEFAULT_SEPARATOR, regex, 0, target, replacement, action);
  }
}

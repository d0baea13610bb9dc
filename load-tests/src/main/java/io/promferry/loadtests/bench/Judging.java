package io.promferry.loadtests.bench;

import io.promferry.gateway.limits.FairBudget;
import io.promferry.gateway.limits.Limiters;
import io.promferry.gateway.limits.SeriesMemory;
import io.promferry.gateway.limits.TenantLimits;
import io.promferry.gateway.pipeline.RulesGate;
import io.promferry.gateway.pipeline.RulesMemory;
import io.promferry.gateway.pipeline.TenantPlan;
import io.promferry.gateway.pipeline.TenantRules;
import io.promferry.gateway.relabel.RelabelAction;
import io.promferry.gateway.relabel.RelabelRule;
import io.promferry.gateway.relabel.RelabelRules;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.wire.ConflictPolicy;
import io.promferry.gateway.wire.ForcedLabels;
import io.promferry.gateway.wire.LabelLimits;
import io.promferry.gateway.wire.SplicePlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a tenant has that makes the gateway judge each of its series. */
public enum Judging {
  /** Nothing: two forced labels and the usual limits. */
  NOTHING(false, false, 0),
  /** A limit of active series, which all its series fit into. */
  SERIES_LIMIT(true, false, 0),
  /** Rules whose results are remembered. */
  RULES(false, true, 256 << 20),
  /** Rules that are run each time, because nothing can be remembered. */
  RULES_FORGOTTEN(false, true, 1),
  /** Both, and remembered. */
  RULES_AND_SERIES_LIMIT(true, true, 256 << 20);

  private static final TenantId TENANT = new TenantId("acme", "blue");
  private static final Map<String, String> FORCED = Map.of("tenant", "acme", "vpc", "blue");
  private static final long SERIES = 10_000_000;
  private static final long SERIES_MEMORY = 256 << 20;

  private final boolean limitsSeries;
  private final boolean hasRules;
  private final long rulesMemory;

  Judging(boolean limitsSeries, boolean hasRules, long rulesMemory) {
    this.limitsSeries = limitsSeries;
    this.hasRules = hasRules;
    this.rulesMemory = rulesMemory;
  }

  /** What the gateway puts together when it loads such a tenant (its ServingAssembler). */
  TenantPlan plan() {
    var sizes = TenantLimits.DEFAULT.sizes();
    var limits =
        new LabelLimits(sizes.labelsPerSeries(), sizes.labelNameBytes(), sizes.labelValueBytes());
    var rules = hasRules ? remembered(limits) : Optional.<TenantRules>empty();
    return new TenantPlan(
        new SplicePlan(
            ForcedLabels.of(FORCED),
            ConflictPolicy.KEEP_AS_EXPORTED,
            hasRules ? LabelLimits.NONE : limits,
            RulesGate.of(rules, limitsSeries ? room() : Optional.empty())),
        sizes.decodedBytes(),
        TenantLimits.DEFAULT.samplesAhead());
  }

  private Optional<TenantRules> remembered(LabelLimits limits) {
    var memory = new RulesMemory(rulesMemory);
    memory.renew(Map.of(TENANT, new TenantRules.Terms(rules(), FORCED, limits)));
    return memory.rules(TENANT);
  }

  private static Optional<RulesGate.Room> room() {
    var usual = TenantLimits.DEFAULT;
    var limits =
        new TenantLimits(
            usual.sizes(),
            usual.requestsInFlight(),
            usual.samplesPerSecond(),
            usual.burstSamples(),
            OptionalLong.of(SERIES),
            usual.samplesAhead());
    var limiters =
        new Limiters<TenantId>(
            new FairBudget(SERIES_MEMORY),
            new SeriesMemory(SERIES_MEMORY),
            Duration.ofMinutes(20),
            System::nanoTime);
    return limiters.of(TENANT, limits).series().map(series -> series::admits);
  }

  /** Drops little, shortens one label and makes another: what operators write. */
  private static RelabelRules rules() {
    return RelabelRules.of(
        List.of(
            rule(List.of("__name__"), "go_gc_.*|process_max_fds", "", "", RelabelAction.DROP),
            rule(List.of("instance"), "([^:]+):\\d+", "host", "$1", RelabelAction.REPLACE),
            rule(List.of(), "uid|container_id|image_id", "", "", RelabelAction.LABELDROP)));
  }

  private static RelabelRule rule(
      List<String> from, String regex, String target, String replacement, RelabelAction action) {
    return new RelabelRule(
        from,
        RelabelRule.DEFAULT_SEPARATOR,
        regex,
        0,
        target,
        replacement.isEmpty() ? RelabelRule.DEFAULT_REPLACEMENT : replacement,
        action);
  }
}

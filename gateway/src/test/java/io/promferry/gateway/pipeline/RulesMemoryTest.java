package io.promferry.gateway.pipeline;

import static io.promferry.gateway.relabel.RulesText.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.relabel.RelabelRules;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.wire.ForcedLabels;
import io.promferry.gateway.wire.LabelLimits;
import io.promferry.gateway.wire.RefusalReason;
import io.promferry.gateway.wire.ResolvedLabels;
import io.promferry.gateway.wire.SeriesVerdict;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesMemoryTest {
  private static final TenantId ACME = new TenantId("acme", "blue");
  private static final TenantId BETA = new TenantId("beta", "blue");
  private static final Map<String, String> FORCED = Map.of("tenant", "acme");
  private static final RelabelRules COPY = rules("{source_labels: [a], target_label: b}");
  private static final RelabelRules DROP = rules("{source_labels: [a], regex: '1', action: drop}");

  private final RulesMemory memory = new RulesMemory(1 << 20);

  @Test
  void keepsResultsOverAReloadThatChangesNothing() {
    memory.renew(Map.of(ACME, terms(COPY)));
    judge(memory, "1");
    memory.renew(
        Map.of(ACME, terms(rules("{source_labels: [a], target_label: b}")), BETA, terms(DROP)));
    judge(memory, "1");

    assertThat(memory.computed()).isEqualTo(1);
  }

  @Test
  void forgetsThemWhenRulesChange() {
    memory.renew(Map.of(ACME, terms(COPY)));
    judge(memory, "1");
    memory.renew(Map.of(ACME, terms(DROP)));

    assertThat(memory.used()).isZero();
    assertThat(judge(memory, "1")).isEqualTo(SeriesVerdict.DROPPED);
  }

  @Test
  void forgetsThemWhenWhatRulesMakeIsLimitedOtherwise() {
    memory.renew(Map.of(ACME, terms(COPY)));
    judge(memory, "1");
    memory.renew(Map.of(ACME, new TenantRules.Terms(COPY, FORCED, new LabelLimits(3, 1024, 1024))));

    assertThat(judge(memory, "1"))
        .isEqualTo(new SeriesVerdict.Refused(RefusalReason.TOO_MANY_LABELS));
  }

  @Test
  void forgetsThemWhenForcedLabelsChange() {
    memory.renew(Map.of(ACME, terms(COPY)));
    judge(memory, "1");
    memory.renew(
        Map.of(
            ACME,
            new TenantRules.Terms(COPY, Map.of("tenant", "acme", "b", "x"), LabelLimits.NONE)));

    assertThat(memory.used()).isZero();
  }

  @Test
  void judgesWritesThatStillUseEarlierRulesByThem() {
    memory.renew(Map.of(ACME, terms(DROP)));
    var earlier = memory.rules(ACME).orElseThrow();
    memory.renew(Map.of());

    assertThat(earlier.judge(labels("1"))).isEqualTo(SeriesVerdict.DROPPED);
    assertThat(earlier.judge(labels("2"))).isEqualTo(SeriesVerdict.UNCHANGED);
    assertThat(memory.used()).isZero();
    assertThat(memory.rules(ACME)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "5, 1024, 1024, short, UNCHANGED",
    "4, 1024, 1024, short, TOO_MANY_LABELS",
    "5, 7, 1024, short, LABEL_NAME_TOO_LONG",
    "5, 1024, 7, '12345678', LABEL_VALUE_TOO_LONG"
  })
  void refusesWhatRulesMakeTooLarge(
      int labels, int nameBytes, int valueBytes, String value, String expected) {
    var more =
        rules(
            "{target_label: longer_name, replacement: " + value + "}",
            "{target_label: b, replacement: x}");
    memory.renew(
        Map.of(
            ACME,
            new TenantRules.Terms(more, FORCED, new LabelLimits(labels, nameBytes, valueBytes))));
    var verdict = judge(memory, "1");

    if (expected.equals("UNCHANGED")) {
      assertThat(verdict).isInstanceOf(SeriesVerdict.Edited.class);
    } else {
      assertThat(verdict).isEqualTo(new SeriesVerdict.Refused(RefusalReason.valueOf(expected)));
    }
    assertThat(judge(memory, "1")).isSameAs(verdict);
  }

  /** More series than there is room for, several threads at once, and rules that come and go. */
  @Test
  void isNeverWrongUnderManyThreads() throws InterruptedException, ExecutionException {
    var small = new RulesMemory(100_000);
    small.renew(Map.of(ACME, terms(COPY)));
    try (var threads = Executors.newFixedThreadPool(4)) {
      var judging =
          IntStream.range(0, 3)
              .mapToObj(seed -> threads.submit(() -> hammer(small, seed)))
              .toList();
      var reloading =
          threads.submit(() -> {
            for (int i = 0; i < 200; i++) {
              small.renew(Map.of(ACME, terms(COPY), BETA, terms(i % 2 == 0 ? DROP : COPY)));
              small.renew(Map.of(ACME, terms(i % 2 == 0 ? COPY.then(DROP) : COPY)));
            }
          });
      for (Future<?> one : judging) {
        one.get();
      }
      reloading.get();
    }
    assertThat(small.used()).isLessThanOrEqualTo(small.capacity());
    small.renew(Map.of());
    assertThat(small.used()).isZero();
  }

  private static void hammer(RulesMemory memory, int seed) {
    for (int i = 0; i < 20_000; i++) {
      var value = "v" + (i * 7 + seed) % 2_000;
      var expected = new HashMap<>(Map.of("__name__", "up", "tenant", "acme", "a", value));
      expected.put("b", value);
      var rules = memory.rules(ACME).orElseThrow();
      if (!(rules.judge(labels(value)) instanceof SeriesVerdict.Edited(var edit))
          || edit.hash() != ResolvedLabels.of(expected, ForcedLabels.of(FORCED)).hash()) {
        throw new AssertionError("wrong verdict for " + value);
      }
    }
  }

  private static SeriesVerdict judge(RulesMemory memory, String value) {
    return memory.rules(ACME).orElseThrow().judge(labels(value));
  }

  private static TenantRules.Terms terms(RelabelRules rules) {
    return new TenantRules.Terms(rules, FORCED, LabelLimits.NONE);
  }

  private static ResolvedLabels labels(String value) {
    return ResolvedLabels.of(
        Map.of("__name__", "up", "tenant", "acme", "a", value), ForcedLabels.of(FORCED));
  }
}

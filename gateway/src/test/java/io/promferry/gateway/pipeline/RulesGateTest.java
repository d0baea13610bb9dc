package io.promferry.gateway.pipeline;

import static io.promferry.gateway.relabel.RulesText.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promferry.gateway.relabel.RelabelRules;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.wire.ForcedLabels;
import io.promferry.gateway.wire.LabelLimits;
import io.promferry.gateway.wire.RefusalReason;
import io.promferry.gateway.wire.ResolvedLabels;
import io.promferry.gateway.wire.SeriesGate;
import io.promferry.gateway.wire.SeriesVerdict;
import io.promferry.gateway.wire.WorkLimitExceededException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RulesGateTest {
  private static final TenantId ACME = new TenantId("acme", "blue");
  private static final Map<String, String> FORCED = Map.of("tenant", "acme");
  private static final SeriesVerdict NO_ROOM =
      new SeriesVerdict.Refused(RefusalReason.ACTIVE_SERIES);

  private final List<String> asked = new ArrayList<>();
  private boolean room = true;

  @Test
  void isOpenForATenantWithoutRulesAndLimit() {
    assertThat(RulesGate.of(Optional.empty(), Optional.empty())).isSameAs(SeriesGate.OPEN);
  }

  @Test
  void asksOnlyForRoomWhereThereAreNoRules() {
    var gate = RulesGate.of(Optional.empty(), Optional.of(this::admits));
    var labels = labels("up");

    assertThat(gate.judge(labels)).isEqualTo(SeriesVerdict.UNCHANGED);
    assertThat(asked).containsExactly(labels.hash() + " up");
  }

  @Test
  void asksForRoomForTheLabelsThatRulesHaveMade() {
    var gate = gate(rules("{target_label: __name__, replacement: other}"));

    assertThat(gate.judge(labels("up"))).isInstanceOf(SeriesVerdict.Edited.class);
    assertThat(asked).containsExactly(labels("other").hash() + " other");
  }

  @Test
  void asksForNoRoomForWhatIsLeftOutAnyway() {
    var gate =
        gate(
            rules(
                "{source_labels: [__name__], regex: up, action: drop}",
                "{target_label: __name__, replacement: ''}"));

    assertThat(gate.judge(labels("up"))).isEqualTo(SeriesVerdict.DROPPED);
    assertThat(gate.judge(labels("down")))
        .isEqualTo(new SeriesVerdict.Refused(RefusalReason.MISSING_METRIC_NAME));
    assertThat(asked).isEmpty();
  }

  @Test
  void doesNotRememberThatThereWasNoRoom() {
    var gate = gate(rules("{target_label: a, replacement: b}"));

    room = false;
    assertThat(gate.judge(labels("up"))).isEqualTo(NO_ROOM);
    room = true;
    assertThat(gate.judge(labels("up"))).isInstanceOf(SeriesVerdict.Edited.class);
    room = false;
    assertThat(gate.judge(labels("up"))).isEqualTo(NO_ROOM);
  }

  @Test
  void asksForRoomInAHurryToo() {
    var gate = gate(rules("{target_label: a, replacement: b}")).within(1_000);

    assertThat(gate.judge(labels("up"))).isInstanceOf(SeriesVerdict.Edited.class);
    assertThat(asked).hasSize(1);
    assertThatThrownBy(() -> gate.judge(labels("x".repeat(1_000))))
        .isInstanceOf(WorkLimitExceededException.class);
    assertThat(asked).hasSize(1);
  }

  private SeriesGate gate(RelabelRules rules) {
    var memory = new RulesMemory(1 << 20);
    memory.renew(Map.of(ACME, new TenantRules.Terms(rules, FORCED, LabelLimits.NONE)));
    return RulesGate.of(memory.rules(ACME), Optional.of(this::admits));
  }

  private boolean admits(long hash, Supplier<String> metricName) {
    asked.add(hash + " " + metricName.get());
    return room;
  }

  private static ResolvedLabels labels(String name) {
    return ResolvedLabels.of(Map.of("__name__", name, "tenant", "acme"), ForcedLabels.of(FORCED));
  }
}

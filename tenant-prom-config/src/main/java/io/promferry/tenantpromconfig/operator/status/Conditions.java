package io.promferry.tenantpromconfig.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.MetricsTenantStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts as a status' conditions, which keep the time at which they last became what they are.
 */
public final class Conditions {
  private Conditions() {}

  /** The conditions in the order of {@link ConditionType}, after those that were there before. */
  public static List<Condition> of(
      Map<ConditionType, Verdict> verdicts,
      @Nullable MetricsTenantStatus before,
      @Nullable Long generation,
      Instant now) {
    return new TreeMap<>(verdicts)
        .entrySet().stream()
            .map(
                v -> condition(v.getKey(), v.getValue(), find(before, v.getKey()), generation, now))
            .toList();
  }

  /** This condition, if the status has it. */
  public static Optional<Condition> find(@Nullable MetricsTenantStatus status, ConditionType type) {
    return status == null || status.conditions() == null
        ? Optional.empty()
        : status.conditions().stream().filter(c -> type.text().equals(c.getType())).findFirst();
  }

  private static Condition condition(
      ConditionType type,
      Verdict verdict,
      Optional<Condition> before,
      @Nullable Long generation,
      Instant now) {
    var since =
        before
            .filter(c -> verdict.status().text().equals(c.getStatus()))
            .map(Condition::getLastTransitionTime)
            .orElse(now.truncatedTo(ChronoUnit.SECONDS).toString());
    return new ConditionBuilder()
        .withType(type.text())
        .withStatus(verdict.status().text())
        .withReason(verdict.reason())
        .withMessage(verdict.message())
        .withObservedGeneration(generation)
        .withLastTransitionTime(since)
        .build();
  }
}

package io.promferry.tenantpromconfig.operator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.operator.status.Conditions;
import io.promferry.tenantpromconfig.operator.status.Verdict.Truth;
import java.util.List;
import java.util.function.Supplier;

/** The operator's own metrics, every name in this place. */
final class OperatorMeters {
  private final MeterRegistry registry;

  OperatorMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Looks at tenants. {@code outcome}: done, failed, deleting or deleted. */
  void reconciled(String outcome) {
    Counter.builder("promferry.operator.reconciliations")
        .description("Looks at tenants, by what came of them.")
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  /** A new token. {@code reason}: FirstToken, RotationDue and so on. */
  void tokenMinted(String reason) {
    Counter.builder("promferry.operator.tokens.made")
        .description("New tokens, by why they were made.")
        .tag("reason", reason)
        .register(registry)
        .increment();
  }

  /** How many tenants have which condition. */
  void countConditions(Supplier<List<MetricsTenant>> tenants) {
    for (var type : ConditionType.values()) {
      for (var truth : Truth.values()) {
        Gauge.builder("promferry.operator.tenants", tenants, t -> count(t.get(), type, truth))
            .description("Tenants by what a condition of theirs says.")
            .tag("condition", type.text())
            .tag("status", truth.text())
            .register(registry);
      }
    }
  }

  private static long count(List<MetricsTenant> tenants, ConditionType type, Truth truth) {
    return tenants.stream()
        .filter(tenant ->
            Conditions.find(tenant.getStatus(), type)
                .filter(c -> truth.text().equals(c.getStatus()))
                .isPresent())
        .count();
  }
}

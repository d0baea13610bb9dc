package io.promferry.gateway.wire;

import java.util.Map;

/** What tests splice by. */
final class Plans {
  /** Every timestamp may be. */
  static final long ANY_TIME = Long.MAX_VALUE;

  private Plans() {}

  /** Nothing is limited, and no gate is asked. */
  static SplicePlan open(Map<String, String> forced, ConflictPolicy policy) {
    return gated(forced, policy, SeriesGate.OPEN);
  }

  static SplicePlan gated(Map<String, String> forced, ConflictPolicy policy, SeriesGate gate) {
    return new SplicePlan(ForcedLabels.of(forced), policy, LabelLimits.NONE, gate);
  }

  static SplicePlan limited(Map<String, String> forced, LabelLimits limits) {
    return new SplicePlan(
        ForcedLabels.of(forced), ConflictPolicy.KEEP_AS_EXPORTED, limits, SeriesGate.OPEN);
  }
}

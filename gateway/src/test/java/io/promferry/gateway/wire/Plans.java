package io.promferry.gateway.wire;

import java.util.Map;

/** What tests splice by. */
final class Plans {
  /** Every timestamp may be. */
  static final long ANY_TIME = Long.MAX_VALUE;

  private static final int NO_LIMIT = 64 << 20;

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

  static SpliceReport splice(
      byte[] body, WriteVersion version, SplicePlan plan, long latestTimestamp, Output out) {
    return switch (version) {
      case RW1 ->
          WriteRequestSplicer.splice(body, body.length, plan, latestTimestamp, out, NO_LIMIT);
      case RW2 ->
          SymbolizedRequestSplicer.splice(body, body.length, plan, latestTimestamp, out, NO_LIMIT);
    };
  }
}

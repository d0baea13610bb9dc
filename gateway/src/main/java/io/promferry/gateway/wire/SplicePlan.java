package io.promferry.gateway.wire;

/**
 * What is done to every series of one tenant, put together once when the tenant is loaded.
 *
 * @param limits of the labels as they come; those that a gate's rules have made are the gate's
 *     business
 */
public record SplicePlan(
    ForcedLabels forced, ConflictPolicy onConflict, LabelLimits limits, SeriesGate gate) {
  /** The same for one request that must not take long; see {@link SeriesGate#within}. */
  public SplicePlan within(long labelBytes) {
    return new SplicePlan(forced, onConflict, limits, gate.within(labelBytes));
  }

  /** How many labels a series may have beside the forced ones. */
  int mostOtherLabels() {
    return limits.mostLabels() - forced.size();
  }
}

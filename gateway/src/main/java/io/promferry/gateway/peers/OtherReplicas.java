package io.promferry.gateway.peers;

import io.promferry.gateway.tenant.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What has been heard of the other replicas. What is too old does not count: a replica that has
 * gone, or cannot be reached, takes nothing. Not thread-safe.
 */
final class OtherReplicas {
  private final String self;
  private final long freshNanos;
  private final LongSupplier nanos;
  private final Map<String, Heard> byProcess = new HashMap<>();

  private record Heard(RateReport report, long at) {}

  /**
   * @param self the process that this is
   * @param freshFor how old a report may be
   * @param nanos a clock that never goes back, in nanoseconds
   */
  OtherReplicas(String self, Duration freshFor, LongSupplier nanos) {
    this.self = self;
    this.freshNanos = freshFor.toNanos();
    this.nanos = nanos;
  }

  /** By whichever address: a replica that has two counts once, and this one never. */
  void heard(RateReport report) {
    if (!report.process().equals(self)) {
      byProcess.put(report.process(), new Heard(report, nanos.getAsLong()));
    }
  }

  /** How many have been heard of lately. */
  int count() {
    forgetOld();
    return byProcess.size();
  }

  /** Samples a second of each tenant, of all of them together. */
  Map<TenantId, Double> samplesPerSecond() {
    forgetOld();
    var sums = new HashMap<TenantId, Double>();
    for (var heard : byProcess.values()) {
      heard.report().samplesPerSecond().forEach((id, more) -> sums.merge(id, more, Double::sum));
    }
    return sums;
  }

  private void forgetOld() {
    long now = nanos.getAsLong();
    byProcess.values().removeIf(heard -> now - heard.at() > freshNanos);
  }
}

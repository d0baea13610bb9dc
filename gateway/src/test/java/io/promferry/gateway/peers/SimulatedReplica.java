package io.promferry.gateway.peers;

import io.promferry.gateway.limits.FairBudget;
import io.promferry.gateway.limits.Limiters;
import io.promferry.gateway.limits.SeriesMemory;
import io.promferry.gateway.limits.SizeLimits;
import io.promferry.gateway.limits.TenantLimiter;
import io.promferry.gateway.limits.TenantLimits;
import io.promferry.gateway.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** One replica, to which one tenant sends a steady stream in ten writes a second. */
final class SimulatedReplica {
  private static final int WRITES_PER_SECOND = 10;

  private final String process = UUID.randomUUID().toString();
  private final Limiters<TenantId> limiters;
  private final TenantLimiter limiter;
  private final OtherReplicas others;
  private final long samplesPerWrite;
  private long passed;
  private int refused;

  SimulatedReplica(TenantId tenant, long limit, double demand, AtomicLong nanos) {
    limiters =
        new Limiters<>(
            FairBudget.withReserve(1 << 30),
            new SeriesMemory(1 << 20),
            Duration.ofMinutes(20),
            nanos::get);
    limiter = limiters.of(tenant, limits(limit));
    others = new OtherReplicas(process, Duration.ofSeconds(6), nanos::get);
    samplesPerWrite = (long) (demand / WRITES_PER_SECOND);
  }

  private static TenantLimits limits(long samplesPerSecond) {
    return new TenantLimits(
        SizeLimits.DEFAULT,
        OptionalInt.empty(),
        OptionalLong.of(samplesPerSecond),
        OptionalLong.of(samplesPerSecond),
        OptionalLong.empty(),
        Duration.ZERO);
  }

  /** One write, and nothing if there is nothing to send. */
  void send() {
    if (samplesPerWrite == 0) {
      return;
    }
    switch (limiter.admit()) {
      case TenantLimiter.Admission.Admitted(var permit) -> {
        permit.counted(samplesPerWrite);
        permit.release();
        passed += samplesPerWrite;
      }
      case TenantLimiter.Admission.InDebt _, TenantLimiter.Admission.Busy _ -> refused++;
    }
  }

  RateReport report() {
    return RateReport.parse(new RateReport("replica", process, limiters.samplesPerSecond()).json());
  }

  void ask(List<RateReport> reports) {
    reports.forEach(others::heard);
    limiters.share(others.samplesPerSecond(), others.count() + 1);
  }

  void forgetCounts() {
    passed = 0;
    refused = 0;
  }

  long passed() {
    return passed;
  }

  int refused() {
    return refused;
  }
}

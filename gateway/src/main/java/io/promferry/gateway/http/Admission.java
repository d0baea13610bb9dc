package io.promferry.gateway.http;

import io.promferry.gateway.http.Serving.ServedTenant;
import io.promferry.gateway.limits.FairBudget.Grant;
import io.promferry.gateway.limits.TenantLimiter;
import io.promferry.gateway.limits.TenantLimiter.Admission.Admitted;
import io.promferry.gateway.limits.TenantLimiter.Admission.Busy;
import io.promferry.gateway.limits.TenantLimiter.Admission.InDebt;
import io.promferry.gateway.pipeline.Processed;
import io.promferry.gateway.telemetry.LimitReason;
import io.promferry.gateway.telemetry.TenantMeters;
import io.promferry.gateway.wire.SpliceReport;
import java.time.Duration;
import java.util.Optional;

/**
 * A write that its tenant's limits have let in, and what it holds of them until it is released.
 * Says what is full in the sender's words. Lives on its request's event loop.
 */
final class Admission {
  private final TenantLimiter.Permit permit;
  private final TenantMeters meters;

  /** What a write is told at the door. */
  sealed interface Decision {
    /** It may come in. */
    record In(Admission admission) implements Decision {}

    /** It is to come back later. */
    record Later(WriteOutcome outcome) implements Decision {}
  }

  private Admission(TenantLimiter.Permit permit, TenantMeters meters) {
    this.permit = permit;
    this.meters = meters;
  }

  /** Asks the tenant's limits, before the body is read. */
  static Decision of(ServedTenant tenant) {
    var meters = tenant.meters();
    return switch (tenant.limiter().admit()) {
      case Admitted admitted -> new Decision.In(new Admission(admitted.permit(), meters));
      case Busy busy -> {
        meters.limited(LimitReason.REQUESTS_IN_FLIGHT);
        yield new Decision.Later(
            new WriteOutcome.Overloaded(
                "requests-in-flight limit of " + busy.requestsInFlight() + " is used up"));
      }
      case InDebt debt -> {
        meters.limited(LimitReason.SAMPLES_PER_SECOND);
        yield new Decision.Later(inDebt(debt.samplesPerSecond(), debt.retryAfter()));
      }
    };
  }

  private static WriteOutcome inDebt(long samplesPerSecond, Duration retryAfter) {
    return new WriteOutcome.RateLimited(
        "samples-per-second limit of "
            + samplesPerSecond
            + " is used up for another "
            + retryAfter.plusNanos(999_999_999).toSeconds()
            + " s",
        retryAfter);
  }

  /** Takes so many bytes more of the budget for bytes in flight; else how the write ends. */
  Optional<WriteOutcome> take(long bytes) {
    return outcome(permit.take(bytes));
  }

  /** Takes so many bytes more that it has {@code bytes}; else how the write ends. */
  Optional<WriteOutcome> takeUpTo(long bytes) {
    return outcome(permit.takeUpTo(bytes));
  }

  /**
   * Counts the samples of a body, delivered or not, and its length if it has become longer than it
   * came, because it may be taken apart; else how the write ends.
   */
  Optional<WriteOutcome> accountFor(Processed processed) {
    return switch (processed) {
      case Processed.Forward forward -> {
        count(forward.write().report());
        yield outcome(permit.takeUpTo(forward.write().decodedBytes()));
      }
      case Processed.Nothing nothing -> {
        count(nothing.report());
        yield Optional.empty();
      }
      case Processed.Malformed _, Processed.TooLarge _ -> Optional.empty();
    };
  }

  private void count(SpliceReport report) {
    permit.counted((long) report.received().samples() + report.received().histograms());
  }

  void release() {
    permit.release();
  }

  private Optional<WriteOutcome> outcome(Grant grant) {
    return switch (grant) {
      case GRANTED -> Optional.empty();
      case SHARE_FULL -> {
        meters.limited(LimitReason.BYTES_IN_FLIGHT);
        yield Optional.of(
            new WriteOutcome.Overloaded(
                "this tenant's share of the gateway's memory budget is used up"));
      }
      case BUDGET_FULL -> {
        meters.limited(LimitReason.MEMORY_BUDGET);
        yield Optional.of(
            new WriteOutcome.Overloaded("the gateway's memory budget for all tenants is used up"));
      }
    };
  }
}

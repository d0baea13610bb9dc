package io.promferry.gateway.limits;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one tenant's limits have counted. It stays over reloads, which only change the limits.
 * Thread-safe.
 */
public final class TenantLimiter {
  private final AtomicInteger inFlight = new AtomicInteger();
  private final FairBudget.Share bytes;
  private final SeriesMemory memory;
  private final LongSupplier nanos;
  private volatile TenantLimits limits;
  private volatile @Nullable SampleBucket bucket;
  private volatile @Nullable ActiveSeries series;

  /** Whether a write may come in, asked before its body is read. */
  public sealed interface Admission {
    /** It may; the permit is to be released when it has been answered. */
    record Admitted(Permit permit) implements Admission {}

    /** So many are in flight, and that is the limit. */
    record Busy(int requestsInFlight) implements Admission {}

    /** It has sent more than so many samples a second, and may send again after this time. */
    record InDebt(long samplesPerSecond, Duration retryAfter) implements Admission {}
  }

  TenantLimiter(
      TenantLimits limits, FairBudget.Share bytes, SeriesMemory memory, LongSupplier nanos) {
    this.limits = limits;
    this.bytes = bytes;
    this.memory = memory;
    this.nanos = nanos;
    change(limits);
  }

  public Admission admit() {
    var now = limits;
    var current = bucket;
    var debt = current == null ? Duration.ZERO : current.debt();
    if (debt.isPositive()) {
      return new Admission.InDebt(now.samplesPerSecond().orElse(0), debt);
    }
    int most = now.requestsInFlight().orElse(Integer.MAX_VALUE);
    int before = inFlight.getAndUpdate(count -> count < most ? count + 1 : count);
    return before < most
        ? new Admission.Admitted(new Permit(bytes.hold()))
        : new Admission.Busy(most);
  }

  /** The series that it has sent lately; known only where they are limited. */
  public Optional<ActiveSeries> series() {
    return Optional.ofNullable(series);
  }

  public TenantLimits limits() {
    return limits;
  }

  public int requestsInFlight() {
    return inFlight.get();
  }

  public long bytesInFlight() {
    return bytes.used();
  }

  /** Samples that it may send at once, negative in debt; empty if they are not limited. */
  public OptionalLong samplesLeft() {
    var current = bucket;
    return current == null ? OptionalLong.empty() : OptionalLong.of(current.balance());
  }

  /** Samples a second that it has sent lately; 0 if they are not limited. */
  double samplesPerSecond() {
    var current = bucket;
    return current == null ? 0 : current.perSecond();
  }

  /** Takes over another part of its rate, if that is limited. */
  void share(SharedRate shared) {
    var current = bucket;
    if (current != null) {
      current.share(shared);
    }
  }

  /** Takes over other limits, and keeps all counts. One caller at a time. */
  void change(TenantLimits other) {
    limits = other;
    limitSeries(other.activeSeries());
    bucket = other.sampleRate().map(this::bucket).orElse(null);
  }

  /** Forgets its series, for good. One caller at a time. */
  void close() {
    limitSeries(OptionalLong.empty());
  }

  private void limitSeries(OptionalLong limit) {
    var current = series;
    if (limit.isEmpty()) {
      series = null;
      if (current != null) {
        current.close();
      }
    } else if (current == null) {
      series = new ActiveSeries(memory, limit.getAsLong());
    } else {
      current.limit(limit.getAsLong());
    }
  }

  private SampleBucket bucket(SampleRate rate) {
    var current = bucket;
    if (current == null) {
      return new SampleBucket(rate, nanos);
    }
    current.change(rate);
    return current;
  }

  /**
   * One write that has been let in, and what it holds of the budget for bytes in flight. Has one
   * user at a time.
   */
  public final class Permit {
    private final FairBudget.Hold hold;
    private boolean released;

    private Permit(FairBudget.Hold hold) {
      this.hold = hold;
    }

    /** Takes so many bytes more, all or none. */
    public FairBudget.Grant take(long more) {
      return hold.take(more);
    }

    /** Takes so many bytes more that it has {@code all}. */
    public FairBudget.Grant takeUpTo(long all) {
      return hold.takeUpTo(all);
    }

    /** So many samples have been found in it, refused ones too. */
    public void counted(long samples) {
      var current = bucket;
      if (current != null) {
        current.take(samples);
      }
    }

    /** The write has ended; once more does nothing. */
    public void release() {
      if (!released) {
        released = true;
        hold.release();
        inFlight.decrementAndGet();
      }
    }
  }
}

package io.promferry.gateway.limits;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The limiters of all tenants, by whatever names one; the same one for the same tenant as long as
 * it is there, over all reloads. Thread-safe.
 */
public final class Limiters<K> {
  private static final int SWEEPS = 4;

  private final Map<K, TenantLimiter> byTenant = new HashMap<>();
  private final Set<K> retired = new HashSet<>();
  private final FairBudget bytes;
  private final SeriesMemory memory;
  private final LongSupplier nanos;
  private final long tickNanos;
  private long lastTick;

  /**
   * @param bytes in flight, of all tenants
   * @param window for how long a series is remembered
   * @param nanos a clock that never goes back, in nanoseconds
   */
  public Limiters(FairBudget bytes, SeriesMemory memory, Duration window, LongSupplier nanos) {
    this.bytes = bytes;
    this.memory = memory;
    this.nanos = nanos;
    this.tickNanos = window.dividedBy(ActiveSeries.WINDOW).toNanos();
    this.lastTick = nanos.getAsLong();
  }

  /** The tenant's limiter, which from now on has these limits. */
  public synchronized TenantLimiter of(K tenant, TenantLimits limits) {
    retired.remove(tenant);
    var limiter = byTenant.get(tenant);
    if (limiter == null) {
      limiter = new TenantLimiter(limits, bytes.share(), memory, nanos);
      byTenant.put(tenant, limiter);
    } else {
      limiter.change(limits);
    }
    return limiter;
  }

  /** Lets go of all other tenants, as soon as nothing of them is in flight. */
  public synchronized void retain(Collection<K> tenants) {
    retired.addAll(byTenant.keySet());
    retired.removeAll(Set.copyOf(tenants));
    dropRetired();
  }

  /**
   * How often to {@link #sweep}: more often than there is something to do, so as not to be late.
   */
  public Duration sweepEvery() {
    return Duration.ofNanos(tickNanos / SWEEPS);
  }

  /**
   * Forgets idle series and retired tenants; takes milliseconds. One tick at a call, however late
   * it comes: what was seen meanwhile must not be forgotten at once.
   */
  public synchronized void sweep() {
    dropRetired();
    long late = nanos.getAsLong() - lastTick - tickNanos;
    if (late >= 0) {
      lastTick += late < tickNanos ? tickNanos : tickNanos + late;
      byTenant.values().forEach(limiter -> limiter.series().ifPresent(ActiveSeries::tick));
    }
  }

  private void dropRetired() {
    retired.removeIf(tenant -> {
      var limiter = byTenant.get(tenant);
      if (limiter != null && limiter.requestsInFlight() > 0) {
        return false;
      }
      byTenant.remove(tenant);
      if (limiter != null) {
        limiter.close();
      }
      return true;
    });
  }
}

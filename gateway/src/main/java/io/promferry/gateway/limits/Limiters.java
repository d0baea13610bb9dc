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

  /** How often {@link #sweep} has something to do. */
  public Duration sweepEvery() {
    return Duration.ofNanos(tickNanos);
  }

  /** Forgets idle series and retired tenants, one tick at a call; takes milliseconds. */
  public synchronized void sweep() {
    dropRetired();
    if (nanos.getAsLong() - lastTick >= tickNanos) {
      lastTick = nanos.getAsLong();
      byTenant.values().forEach(limiter -> limiter.series().tick());
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
        limiter.series().close();
      }
      return true;
    });
  }
}

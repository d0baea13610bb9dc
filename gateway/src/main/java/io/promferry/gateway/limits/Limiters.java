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

  /** Less than a sample a second is nothing. */
  private static final double LEAST_SHARED = 1;

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
   * How many samples a second each tenant has sent here lately, of those whose rate is limited and
   * that have sent any.
   */
  public synchronized Map<K, Double> samplesPerSecond() {
    var sent = new HashMap<K, Double>();
    byTenant.forEach((tenant, limiter) -> {
      double perSecond = limiter.samplesPerSecond();
      if (perSecond >= LEAST_SHARED) {
        sent.put(tenant, perSecond);
      }
    });
    return sent;
  }

  /**
   * Leaves each tenant so much of its rate here as other replicas do not use, at least an equal
   * part, until the next call. What a tenant sends to one replica alone is limited as if there were
   * no other.
   *
   * @param others samples a second that each tenant sends to all others together
   * @param replicas how many there are, this one too
   */
  public synchronized void share(Map<K, Double> others, int replicas) {
    byTenant.forEach((tenant, limiter) ->
        limiter.share(new SharedRate(others.getOrDefault(tenant, 0.0), replicas)));
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

package io.promferry.gateway.status;

import io.promferry.gateway.tenant.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The journals of all tenants, kept over reloads. Thread-safe. */
public final class Journals {
  private final InstantSource clock;
  private final Instant started;
  private final Map<TenantId, TenantJournal> byTenant = new ConcurrentHashMap<>();

  /** Empty, of a gateway that starts at the clock's present moment. */
  public Journals(InstantSource clock) {
    this.clock = clock;
    this.started = clock.instant();
  }

  /** Since when there can be an entry in any of them. */
  public Instant started() {
    return started;
  }

  /** The journal of a tenant; the same object for the same id. */
  public TenantJournal of(TenantId id) {
    return byTenant.computeIfAbsent(id, _ -> new TenantJournal(clock));
  }

  /** Forgets tenants that are no longer there. */
  public void retain(Collection<TenantId> ids) {
    byTenant.keySet().retainAll(ids);
  }
}

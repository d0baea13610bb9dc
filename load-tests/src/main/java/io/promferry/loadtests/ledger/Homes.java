package io.promferry.loadtests.ledger;

import io.promferry.loadtests.driver.LoadTenants;
import io.promferry.loadtests.peer.TenantEntry;
import java.util.Collection;

/** The tenants that write during a run, those of the load and others. Immutable. */
final class Homes {
  private final LongTable numbers = new LongTable();
  private final int tenants;

  /**
   * @param tenants how many the load has
   * @param others who write too, and of whom no books are kept
   */
  Homes(int tenants, Collection<TenantEntry> others) {
    this.tenants = tenants;
    for (var other : others) {
      numbers.put(identity(other), tenants);
    }
    for (int tenant = 0; tenant < tenants; tenant++) {
      numbers.put(identity(LoadTenants.entry(tenant)), tenant);
    }
  }

  /** The number of the load's tenant, or of one of the others, or {@link LongTable#NONE}. */
  int home(SeriesKey key) {
    return key.hasIdentity() ? numbers.get(key.identity()) : LongTable.NONE;
  }

  boolean isOther(int home) {
    return home == tenants;
  }

  private static long identity(TenantEntry entry) {
    return TextHash.of(TextHash.of(entry.name()), TextHash.of(entry.vpc()));
  }
}

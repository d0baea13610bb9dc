package io.promferry.gateway.discovery;

/**
 * How much work a tenant's monitors may make for one list: tenants write their rules and selectors,
 * and the gateway is everybody's. A unit is about a microsecond. One thread's.
 */
final class Effort {
  static final long MOST = 2_000_000;

  private long left = MOST;

  /** Whether there was so much left. */
  boolean spend(long units) {
    if (units > left) {
      left = 0;
      return false;
    }
    left -= units;
    return true;
  }
}

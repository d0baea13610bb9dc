package io.promferry.gateway.limits;

import java.util.concurrent.atomic.LongAdder;

/**
 * What all tenants together may spend on remembering series, in bytes, and how often that was not
 * enough.
 */
public final class SeriesMemory {
  private final FairBudget budget;
  private final LongAdder untracked = new LongAdder();

  /** {@code capacity} is in bytes, positive. */
  public SeriesMemory(long capacity) {
    budget = new FairBudget(capacity);
  }

  public long capacity() {
    return budget.capacity();
  }

  /** Bytes of all tables. */
  public long used() {
    return budget.used();
  }

  /** How often a series passed and could not be remembered. Rises: the limits are not enforced. */
  public long untracked() {
    return untracked.sum();
  }

  FairBudget.Share share() {
    return budget.share();
  }

  void passedUntracked() {
    untracked.increment();
  }
}

package io.promferry.gateway.limits;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A number of bytes, connections or the like that everybody shares, so that nobody can take all of
 * it: a share may grow as long as it is not larger than what is left free (dynamic thresholds, as
 * in the buffers of switches; Choudhury and Hahne 1998). One greedy share gets half, two get a
 * third each, and a newcomer always finds room. What does not fit is told to come back, never
 * queued.
 */
public final class FairBudget {
  private final long capacity;
  private final AtomicLong used = new AtomicLong();

  /** {@code capacity} is positive. */
  public FairBudget(long capacity) {
    this.capacity = capacity;
  }

  public long capacity() {
    return capacity;
  }

  /** What is taken and not yet given back, over all shares. */
  public long used() {
    return used.get();
  }

  /** A new share, empty. */
  public Share share() {
    return new Share();
  }

  /** What one tenant, or one address, has of the budget. Thread-safe. */
  public final class Share {
    private final AtomicLong mine = new AtomicLong();

    private Share() {}

    /** What it has at the moment. */
    public long used() {
      return mine.get();
    }

    /**
     * Takes so much, all or nothing; whoever took it gives it back with {@link #release}. A share
     * that has nothing gets whatever is free, so that what fits into the budget passes some time.
     */
    public boolean tryTake(long amount) {
      long before = mine.getAndAdd(amount);
      long usedBefore = used.getAndAdd(amount);
      long free = capacity - usedBefore;
      if (amount > free || (before > 0 && before + amount > free)) {
        release(amount);
        return false;
      }
      return true;
    }

    /** Gives back. */
    public void release(long amount) {
      used.addAndGet(-amount);
      mine.addAndGet(-amount);
    }
  }
}

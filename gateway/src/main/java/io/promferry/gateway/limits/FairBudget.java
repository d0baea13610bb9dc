package io.promferry.gateway.limits;

/**
 * A number of bytes, connections or the like that everybody shares, so that nobody can take all of
 * it: a share may grow as long as it is not larger than what is left free (dynamic thresholds, as
 * in the buffers of switches; Choudhury and Hahne 1998). One greedy share gets half, two get a
 * third each, and a newcomer always finds room. What does not fit is told to come back, never
 * queued. Thread-safe and exact: what is refused has at no time been counted.
 */
public final class FairBudget {
  private static final int RESERVED_PART = 8;
  private static final int SMALL_PART = 8;

  private final long capacity;
  private final long reserve;

  /** Written under this object's lock, like every share's own part of it. */
  private volatile long used;

  /** What became of a wish for more. */
  public enum Grant {
    GRANTED,
    /** There would be room, but not for a share that has so much already. */
    SHARE_FULL,
    /** There is no room for anybody. */
    BUDGET_FULL
  }

  /** {@code capacity} is positive. */
  public FairBudget(long capacity) {
    this(capacity, 0);
  }

  private FairBudget(long capacity, long reserve) {
    this.capacity = capacity;
    this.reserve = reserve;
  }

  /**
   * A budget of which an eighth is kept for small wishes, those of up to an eighth of it, as long
   * as more than one share has something: one large wish must not leave all others with nothing.
   */
  public static FairBudget withReserve(long capacity) {
    return new FairBudget(capacity, capacity / RESERVED_PART);
  }

  public long capacity() {
    return capacity;
  }

  /** What is taken and not yet given back, over all shares. */
  public long used() {
    return used;
  }

  /** A new share, empty. */
  public Share share() {
    return new Share();
  }

  /** What one tenant, or one address, has of the budget. Thread-safe. */
  public final class Share {
    private volatile long mine;

    private Share() {}

    /** What it has at the moment. */
    public long used() {
      return mine;
    }

    /**
     * Takes so much, all or nothing; whoever took it gives it back with {@link #release}. A share
     * that has nothing gets whatever is free, so that what fits into the budget passes some time.
     */
    public boolean tryTake(long amount) {
      return take(amount, 0) == Grant.GRANTED;
    }

    /** Gives back. */
    public void release(long amount) {
      add(-amount);
    }

    /** A new part of the share, empty. */
    public Hold hold() {
      return new Hold(this);
    }

    /** {@code own} of what the share has belongs to whoever asks. */
    private Grant take(long amount, long own) {
      synchronized (FairBudget.this) {
        long free = capacity - used;
        if (amount > free) {
          return Grant.BUDGET_FULL;
        }
        if (mine > own && mine + amount > free) {
          return Grant.SHARE_FULL;
        }
        if (takesReserve(amount, free)) {
          return Grant.BUDGET_FULL;
        }
        add(amount);
        return Grant.GRANTED;
      }
    }

    private boolean takesReserve(long amount, long free) {
      return free - amount < reserve && amount > reserve / SMALL_PART && used > mine;
    }

    private void add(long amount) {
      synchronized (FairBudget.this) {
        used += amount;
        mine += amount;
      }
    }
  }

  /**
   * What one request has of its tenant's share, taken step by step and given back at once. As long
   * as the share has nothing else, it gets whatever is free. Has one user at a time.
   */
  public static final class Hold {
    private final Share share;
    private long taken;

    private Hold(Share share) {
      this.share = share;
    }

    /** Takes so much more, all or nothing. Never waits, so two of them cannot block each other. */
    public Grant take(long amount) {
      var grant = share.take(amount, taken);
      if (grant == Grant.GRANTED) {
        taken += amount;
      }
      return grant;
    }

    /** Takes so much more that it has {@code amount} in all. */
    public Grant takeUpTo(long amount) {
      return amount <= taken ? Grant.GRANTED : take(amount - taken);
    }

    /** Gives everything back; once more does nothing. */
    public void release() {
      share.release(taken);
      taken = 0;
    }
  }
}

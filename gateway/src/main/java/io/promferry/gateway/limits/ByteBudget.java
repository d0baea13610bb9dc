package io.promferry.gateway.limits;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of writes may be in flight over all tenants. What does not fit is told to come
 * back, never queued. Thread-safe.
 */
public final class ByteBudget {
  private final long capacity;
  private final AtomicLong used = new AtomicLong();

  /** {@code capacity} is in bytes, positive. */
  public ByteBudget(long capacity) {
    this.capacity = capacity;
  }

  public long capacity() {
    return capacity;
  }

  /** Bytes taken and not yet given back. */
  public long used() {
    return used.get();
  }

  /** Takes so many bytes, all or none; whoever took them gives them back with {@link #release}. */
  public boolean tryTake(long bytes) {
    long taken = used.addAndGet(bytes);
    if (taken > capacity) {
      used.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  public void release(long bytes) {
    used.addAndGet(-bytes);
  }
}

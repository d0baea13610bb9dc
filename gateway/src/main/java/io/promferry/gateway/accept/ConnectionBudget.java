package io.promferry.gateway.accept;

import io.promferry.gateway.limits.FairBudget;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * So many connections at a time, and of each source address no more than its fair share. An address
 * without connections is not remembered. Thread-safe.
 */
public final class ConnectionBudget {
  private final FairBudget budget;
  private final ConcurrentHashMap<InetAddress, FairBudget.Share> shares = new ConcurrentHashMap<>();

  /** {@code most} is positive. */
  public ConnectionBudget(int most) {
    this.budget = new FairBudget(most);
  }

  public long capacity() {
    return budget.capacity();
  }

  /** Connections that there are. */
  public long used() {
    return budget.used();
  }

  /** Addresses that have connections. */
  int addresses() {
    return shares.size();
  }

  /** Takes a place; {@link #release} gives it back. */
  boolean tryTake(InetAddress address) {
    var taken = new AtomicBoolean();
    shares.compute(
        address,
        (_, known) -> {
          var share = known == null ? budget.share() : known;
          taken.set(share.tryTake(1));
          return share.used() == 0 ? null : share;
        });
    return taken.get();
  }

  void release(InetAddress address) {
    shares.computeIfPresent(
        address,
        (_, share) -> {
          share.release(1);
          return share.used() == 0 ? null : share;
        });
  }
}

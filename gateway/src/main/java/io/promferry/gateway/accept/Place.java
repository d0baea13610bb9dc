package io.promferry.gateway.accept;

import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection's place in the budget, from when its address is known until it is closed. */
final class Place {
  private final ConnectionBudget budget;
  private final Refusals refusals;
  private @Nullable InetAddress holder;
  private boolean left;

  Place(ConnectionBudget budget, Refusals refusals) {
    this.budget = budget;
    this.refusals = refusals;
  }

  /** False if there is none: the connection must be closed. */
  synchronized boolean take(InetAddress address) {
    if (left) {
      return false;
    }
    if (!budget.tryTake(address)) {
      refusals.noPlace(address, budget);
      return false;
    }
    holder = address;
    return true;
  }

  /** The address that it was taken for, also when the connection is closed. */
  synchronized Optional<InetAddress> holder() {
    return Optional.ofNullable(holder);
  }

  synchronized void leave() {
    if (!left && holder != null) {
      budget.release(holder);
    }
    left = true;
  }
}

package io.promferry.tenantpromconfig.operator.rollout;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How many tenants' Prometheus are being restarted at a time. Thread-safe. */
public final class RollOutSlots {
  private final int most;
  private final Supplier<Set<String>> begunBefore;
  private @Nullable Set<String> taken;

  /**
   * For so many at a time.
   *
   * @param begunBefore tenants whose restart began before this operator did; asked once, when the
   *     first one is to begin
   */
  public RollOutSlots(int most, Supplier<Set<String>> begunBefore) {
    this.most = most;
    this.begunBefore = begunBefore;
  }

  private Set<String> taken() {
    var known = taken;
    if (known == null) {
      known = new HashSet<>(begunBefore.get());
      taken = known;
    }
    return known;
  }

  /** Whether this tenant may go on: it has a slot, or gets one. */
  public synchronized boolean take(String tenant) {
    return taken().contains(tenant) || (taken().size() < most && taken().add(tenant));
  }

  /** Lets another one begin. */
  public synchronized void release(String tenant) {
    if (taken != null) {
      taken.remove(tenant);
    }
  }
}

package io.promferry.gateway.discovery;

import io.promferry.gateway.tenant.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * All tenants' lists of targets. Thread-safe. Making one of thousands of targets takes tens of
 * milliseconds, so not on an event loop.
 */
public final class TargetLists {
  /** Of all lists together that are kept for the next time; the latest always is. */
  static final long MOST_KEPT_BYTES = 32L << 20;

  private final KnownCluster cluster;
  private final Supplier<Optional<String>> missing;
  private final LongSupplier nanos;
  private final Map<TenantId, TenantList> lists = new ConcurrentHashMap<>();

  /** Of what {@code cluster} knows; {@code missing} says what is not known yet, if something is. */
  public TargetLists(KnownCluster cluster, Supplier<Optional<String>> missing, LongSupplier nanos) {
    this.cluster = cluster;
    this.missing = missing;
    this.nanos = nanos;
  }

  /** The tenant's list. Once all is known it is given however old that is. */
  public TargetAnswer of(TenantScope scope) {
    return missing
        .get()
        .<TargetAnswer>map(TargetAnswer.NotReady::new)
        .orElseGet(() -> new TargetAnswer.Listed(body(scope)));
  }

  private TargetBody body(TenantScope scope) {
    var list = lists.computeIfAbsent(scope.id(), _ -> new TenantList());
    var body = list.current(cluster, scope, nanos);
    if (lists.values().stream().mapToLong(TenantList::keptBytes).sum() > MOST_KEPT_BYTES) {
      lists.values().stream().filter(other -> other != list).forEach(TenantList::forget);
    }
    return body;
  }

  /** In short what the tenant was last given; empty if it has not been given a list. */
  public Optional<TargetSummary> last(TenantId id) {
    return Optional.ofNullable(lists.get(id)).map(TenantList::summary);
  }

  /** Forgets the lists of all tenants but these. */
  public void retain(Set<TenantId> ids) {
    lists.keySet().retainAll(ids);
  }
}

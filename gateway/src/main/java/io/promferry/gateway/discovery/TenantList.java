package io.promferry.gateway.discovery;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One tenant's list, made when it is asked for and something has changed. Thread-safe. */
final class TenantList {
  /** A tenant that asks all the time gets a new list so often. */
  static final long LEAST_AGE_NANOS = 1_000_000_000L;

  /** The time that making lists may take of all time, as a divisor. */
  private static final int SHARE = 20;

  private @Nullable TenantScope scope;
  private long version;
  private long freshUntil;
  private volatile @Nullable TargetBody body;
  private volatile @Nullable TargetSummary summary;

  /** The list as it is now, or was a second ago; longer ago if it takes long to be made. */
  synchronized TargetBody current(KnownCluster cluster, TenantScope now, LongSupplier nanos) {
    var latest = body;
    long start = nanos.getAsLong();
    boolean same = now.equals(scope);
    if (latest != null && same && start - freshUntil < 0) {
      return latest;
    }
    // Read first: what changes meanwhile makes the next list.
    var topology = cluster.topology();
    long versionNow = topology.version() + cluster.version(TargetSearch.namespaces(topology, now));
    if (latest == null || !same || version != versionNow) {
      latest = TargetBody.of(TargetSearch.of(cluster, now));
      long end = nanos.getAsLong();
      freshUntil = end + Math.max(LEAST_AGE_NANOS, SHARE * (end - start));
      body = latest;
      summary = latest.summary();
      scope = now;
      version = versionNow;
    }
    return latest;
  }

  /** Of the latest list; null before the first. */
  @Nullable TargetSummary summary() {
    return summary;
  }

  long keptBytes() {
    var latest = body;
    return latest == null ? 0 : latest.json().length;
  }

  /** Lets go of the bytes; the next list is made anew. */
  synchronized void forget() {
    body = null;
  }
}

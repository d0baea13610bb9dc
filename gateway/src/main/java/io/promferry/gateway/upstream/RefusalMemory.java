package io.promferry.gateway.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.promferry.gateway.limits.FairBudget;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.wire.SplitRequest;
import java.time.Duration;
import java.util.BitSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How far the search for the bad samples of a batch has come, so that the next try of the same
 * samples goes on from there. Remembers (series hash, timestamp), never a series: out-of-order
 * belongs to a sample (issue 3). Bounded in number, of which each tenant has a fair share, and
 * time. Thread-safe.
 */
final class RefusalMemory {
  private static final int MOST_SAMPLES = 200_000;
  private static final int MOST_BATCHES = 10_000;
  private static final Duration REMEMBERED = Duration.ofMinutes(15);

  private final FairBudget samples;
  private final Cache<TenantId, FoundSamples> foundByTenant =
      Caffeine.newBuilder()
          .expireAfterAccess(REMEMBERED)
          .executor(Runnable::run)
          .removalListener(RefusalMemory::close)
          .build();
  private final Cache<BatchKey, AtomicInteger> triesByBatch =
      Caffeine.newBuilder().maximumSize(MOST_BATCHES).expireAfterWrite(REMEMBERED).build();
  private final Set<TenantId> searching = ConcurrentHashMap.newKeySet();

  private record BatchKey(TenantId tenant, long hash) {}

  RefusalMemory() {
    this(MOST_SAMPLES);
  }

  RefusalMemory(int mostSamples) {
    samples = new FairBudget(mostSamples);
  }

  private static void close(
      @Nullable TenantId tenant, @Nullable FoundSamples found, RemovalCause cause) {
    if (found != null) {
      found.close();
    }
  }

  /** Lets one search of a tenant begin at a time, because each costs its store many requests. */
  boolean begin(TenantId tenant) {
    return searching.add(tenant);
  }

  void end(TenantId tenant) {
    searching.remove(tenant);
  }

  /** Sets the units of which an earlier try has shown that the store has, or refuses, them. */
  void recall(TenantId tenant, SplitRequest request, BitSet delivered, BitSet refused) {
    var found = foundBy(tenant);
    for (int unit = 0; unit < request.units(); unit++) {
      var known = found.find(sample(request, unit));
      if (known != null) {
        (known ? delivered : refused).set(unit);
      }
    }
  }

  /** Keeps what a try has found. */
  void remember(TenantId tenant, SplitRequest request, BitSet delivered, BitSet refused) {
    var found = foundBy(tenant);
    delivered.stream().forEach(unit -> found.put(sample(request, unit), true));
    refused.stream().forEach(unit -> found.put(sample(request, unit), false));
  }

  /** Counts a try of this batch that used up its requests, and returns how many there were. */
  int countTry(TenantId tenant, SplitRequest request) {
    return triesByBatch
        .get(new BatchKey(tenant, hash(request)), _ -> new AtomicInteger())
        .incrementAndGet();
  }

  private FoundSamples foundBy(TenantId tenant) {
    return foundByTenant.get(tenant, _ -> new FoundSamples(samples.share()));
  }

  private static FoundSamples.Sample sample(SplitRequest request, int unit) {
    return new FoundSamples.Sample(request.seriesHash(unit), request.timestamp(unit));
  }

  private static long hash(SplitRequest request) {
    long hash = request.units();
    for (int unit = 0; unit < request.units(); unit++) {
      hash = 31 * (31 * hash + request.seriesHash(unit)) + request.timestamp(unit);
    }
    return hash;
  }
}

package io.promferry.gateway.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.wire.SplitRequest;
import java.time.Duration;
import java.util.BitSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How far the search for the bad samples of a batch has come, so that the next try of the same
 * samples goes on from there. Remembers (series hash, timestamp), never a series: out-of-order
 * belongs to a sample (issue 3). Bounded in number and time. Thread-safe.
 */
final class RefusalMemory {
  private static final int MOST_SAMPLES = 200_000;
  private static final int MOST_BATCHES = 10_000;
  private static final Duration REMEMBERED = Duration.ofMinutes(15);

  private final Cache<SampleKey, Boolean> deliveredBySample =
      Caffeine.newBuilder().maximumSize(MOST_SAMPLES).expireAfterWrite(REMEMBERED).build();
  private final Cache<BatchKey, AtomicInteger> triesByBatch =
      Caffeine.newBuilder().maximumSize(MOST_BATCHES).expireAfterWrite(REMEMBERED).build();
  private final Set<TenantId> searching = ConcurrentHashMap.newKeySet();

  private record SampleKey(TenantId tenant, long seriesHash, long timestamp) {}

  private record BatchKey(TenantId tenant, long hash) {}

  /** Lets one search of a tenant begin at a time, because each costs its store many requests. */
  boolean begin(TenantId tenant) {
    return searching.add(tenant);
  }

  void end(TenantId tenant) {
    searching.remove(tenant);
  }

  /** Sets the units of which an earlier try has shown that the store has, or refuses, them. */
  void recall(TenantId tenant, SplitRequest request, BitSet delivered, BitSet refused) {
    for (int unit = 0; unit < request.units(); unit++) {
      var known = deliveredBySample.getIfPresent(key(tenant, request, unit));
      if (known != null) {
        (known ? delivered : refused).set(unit);
      }
    }
  }

  /** Keeps what a try has found. */
  void remember(TenantId tenant, SplitRequest request, BitSet delivered, BitSet refused) {
    delivered.stream()
        .forEach(unit -> deliveredBySample.put(key(tenant, request, unit), Boolean.TRUE));
    refused.stream()
        .forEach(unit -> deliveredBySample.put(key(tenant, request, unit), Boolean.FALSE));
  }

  /** Counts a try of this batch that used up its requests, and returns how many there were. */
  int countTry(TenantId tenant, SplitRequest request) {
    return triesByBatch
        .get(new BatchKey(tenant, hash(request)), _ -> new AtomicInteger())
        .incrementAndGet();
  }

  private static SampleKey key(TenantId tenant, SplitRequest request, int unit) {
    return new SampleKey(tenant, request.seriesHash(unit), request.timestamp(unit));
  }

  private static long hash(SplitRequest request) {
    long hash = request.units();
    for (int unit = 0; unit < request.units(); unit++) {
      hash = 31 * (31 * hash + request.seriesHash(unit)) + request.timestamp(unit);
    }
    return hash;
  }
}

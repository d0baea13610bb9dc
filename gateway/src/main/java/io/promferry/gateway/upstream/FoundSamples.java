package io.promferry.gateway.upstream;

import io.promferry.gateway.limits.FairBudget;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which samples of one tenant a store was found to have or to refuse, within a share of a number of
 * samples; the oldest make room. Thread-safe.
 */
final class FoundSamples {
  private final FairBudget.Share share;
  private final LinkedHashMap<Sample, Boolean> delivered = new LinkedHashMap<>();
  private boolean closed;

  /** A sample of a series, of which only a hash is kept. */
  record Sample(long seriesHash, long timestamp) {}

  FoundSamples(FairBudget.Share share) {
    this.share = share;
  }

  /** Whether the store has it, or refuses it; null if that is not known. */
  synchronized @Nullable Boolean find(Sample sample) {
    return delivered.get(sample);
  }

  synchronized void put(Sample sample, boolean isDelivered) {
    if (closed || delivered.replace(sample, isDelivered) != null) {
      return;
    }
    if (!share.tryTake(1)) {
      if (delivered.isEmpty()) {
        return;
      }
      delivered.pollFirstEntry();
    }
    delivered.put(sample, isDelivered);
  }

  /** Forgets all of them, for good. */
  synchronized void close() {
    closed = true;
    share.release(delivered.size());
    delivered.clear();
  }
}

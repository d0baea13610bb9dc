package io.promferry.gateway.pipeline;

import io.promferry.gateway.limits.FairBudget;
import io.promferry.gateway.wire.SeriesVerdict;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers verdicts by a 128-bit hash, within a share of a budget in bytes. Grows with what is put
 * in, in steps small enough for an event loop; what does not fit takes the place of something else,
 * or is not remembered. Finding takes no lock and makes no object. Thread-safe.
 */
final class VerdictTable {
  /** So that the largest of them grows in about a millisecond where there are a million series. */
  private static final int SEGMENT_BITS = 6;

  private static final int SEGMENTS = 1 << SEGMENT_BITS;

  private final AtomicReferenceArray<@Nullable VerdictSegment> segments =
      new AtomicReferenceArray<>(SEGMENTS);
  private final FairBudget.Share share;

  VerdictTable(FairBudget.Share share) {
    this.share = share;
  }

  @Nullable SeriesVerdict find(long hash, long secondHash) {
    var segment = segments.getAcquire(index(hash));
    return segment == null ? null : segment.find(hash >>> SEGMENT_BITS, secondHash);
  }

  void add(long hash, long secondHash, SeriesVerdict verdict) {
    segment(index(hash)).add(new VerdictSegment.Entry(hash >>> SEGMENT_BITS, secondHash, verdict));
  }

  /** Gives everything back; nothing is remembered any more. */
  void close() {
    for (int i = 0; i < SEGMENTS; i++) {
      segment(i).close();
    }
  }

  private static int index(long hash) {
    return (int) (hash & (SEGMENTS - 1));
  }

  private VerdictSegment segment(int index) {
    var segment = segments.getAcquire(index);
    if (segment != null) {
      return segment;
    }
    var made = new VerdictSegment(share);
    var other = segments.compareAndExchange(index, null, made);
    return other == null ? made : other;
  }
}

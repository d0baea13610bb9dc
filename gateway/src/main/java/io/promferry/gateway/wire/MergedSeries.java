package io.promferry.gateway.wire;

import java.util.HashMap;
import java.util.Map;

/**
 * Finds series of one request that differed only in labels which were then replaced. It counts for
 * the operator's eyes and decides nothing, so a hash is enough to know a series by.
 */
final class MergedSeries {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** Past so many series in one request, merges are no longer looked for: memory is bounded. */
  private static final int MOST_SERIES = 100_000;

  private final Map<Long, Long> originByLabels = new HashMap<>();

  /**
   * Adds the series with these label bytes; {@code origin} is a hash of the labels that were taken
   * out, 0 where there were none. Returns 1 if another origin has come to the same labels, else 0.
   */
  int add(byte[] buf, int from, int to, long origin) {
    return add(hash(buf, from, to), origin);
  }

  /** As above, by a hash of the labels. */
  int add(long labels, long origin) {
    if (originByLabels.size() >= MOST_SERIES) {
      return 0;
    }
    Long known = originByLabels.putIfAbsent(labels, origin);
    return known == null || known == origin ? 0 : 1;
  }

  static long hash(byte[] buf, int from, int to) {
    return hash(FNV_OFFSET, buf, from, to);
  }

  /** Adds another hash to a hash. */
  static long mix(long hash, long other) {
    long mixed = (hash ^ other) * FNV_PRIME;
    return mixed ^ mixed >>> Integer.SIZE;
  }

  static long hash(long seed, byte[] buf, int from, int to) {
    long hash = seed;
    for (int i = from; i < to; i++) {
      hash = (hash ^ buf[i]) * FNV_PRIME;
    }
    return hash;
  }
}

package io.promferry.loadtests.driver.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * Observations in exponential buckets, all of them positive.
 *
 * @param schema the resolution: 2^schema buckets for each doubling
 * @param offset of the first bucket
 * @param deltas of each bucket's count to the one before
 */
public record NativeHistogram(
    long count, double sum, int schema, int offset, long zeroCount, List<Long> deltas) {
  private static final int SCHEMA = 3;
  private static final int FEWEST = 8;
  private static final int MOST = 24;
  private static final int HIGHEST = 400;
  private static final int SALT = 11;

  public NativeHistogram {
    deltas = List.copyOf(deltas);
  }

  /** That of a series: always the same. */
  static NativeHistogram of(int series, double sum) {
    int buckets = FEWEST + (int) ((MOST - FEWEST) * Mix.part(series, SALT));
    long zero = Mix.of(series, SALT) & 7;
    long count = zero;
    long before = 0;
    var deltas = new ArrayList<Long>(buckets);
    for (int i = 0; i < buckets; i++) {
      long here = (long) (HIGHEST * Mix.part(series, SALT + 1 + i));
      deltas.add(here - before);
      count += here;
      before = here;
    }
    return new NativeHistogram(count, sum, SCHEMA, (int) zero - buckets, zero, deltas);
  }
}

package io.promferry.loadtests.sample;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A native histogram as Prometheus' query API shows it: buckets without observations do not show.
 *
 * @param buckets from the lowest bounds to the highest
 */
public record Histogram(double count, double sum, List<Bucket> buckets) {
  private static final double BOUNDS_RELATIVE_ERROR = 1e-12;

  public Histogram {
    buckets = List.copyOf(buckets);
  }

  /** How many observations lie between two bounds. */
  public record Bucket(double lower, double upper, double count) {
    boolean agreesWith(Bucket other) {
      return Double.compare(count, other.count) == 0
          && agree(lower, other.lower)
          && agree(upper, other.upper);
    }

    private static boolean agree(double bound, double other) {
      return Double.compare(bound, other) == 0
          || Math.abs(bound - other) <= Math.abs(bound) * BOUNDS_RELATIVE_ERROR;
    }
  }

  /**
   * Whether both have the same observations in the same buckets. Bounds are computed, by every
   * program in its own way, so their last digits may differ.
   */
  boolean agreesWith(Histogram other) {
    return hasTotalsOf(other)
        && buckets.size() == other.buckets.size()
        && IntStream.range(0, buckets.size())
            .allMatch(number -> buckets.get(number).agreesWith(other.buckets.get(number)));
  }

  boolean hasTotalsOf(Histogram other) {
    return Double.compare(count, other.count) == 0 && Double.compare(sum, other.sum) == 0;
  }
}

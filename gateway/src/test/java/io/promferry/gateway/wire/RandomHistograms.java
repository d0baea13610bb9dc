package io.promferry.gateway.wire;

import io.promferry.proto.v2.BucketSpan;
import io.promferry.proto.v2.Histogram;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Native histograms of both versions, integer and float, with exponential and custom buckets, by a
 * seeded generator.
 */
final class RandomHistograms {
  private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

  private final RandomGenerator random;

  RandomHistograms(RandomGenerator random) {
    this.random = random;
  }

  /** Mostly a consistent one, sometimes one that may not be. */
  Histogram.Builder next() {
    var histogram = consistent();
    return random.nextInt(4) == 0 ? spoiled(histogram) : histogram;
  }

  Histogram.Builder consistent() {
    var histogram =
        Histogram.newBuilder()
            .setResetHintValue(random.nextInt(4))
            .setTimestamp(random.nextLong())
            .setSum(random.nextInt(4) == 0 ? STALE : random.nextGaussian());
    boolean isFloat = random.nextBoolean();
    boolean isStale = random.nextInt(8) == 0;
    if (isStale) {
      histogram.setSum(STALE);
    } else if (random.nextInt(3) == 0) {
      addCustomBuckets(histogram, isFloat);
    } else {
      addExponentialBuckets(histogram, isFloat);
    }
    return isFloat ? withAnyCount(histogram) : withCountOfBuckets(histogram);
  }

  private void addExponentialBuckets(Histogram.Builder histogram, boolean isFloat) {
    histogram
        .setSchema(random.nextInt(-4, 9))
        .setZeroThreshold(1e-128)
        .addAllPositiveSpans(spans(random.nextInt(-9, 9)))
        .addAllNegativeSpans(spans(random.nextInt(-9, 9)));
    int above = buckets(histogram.getPositiveSpansList());
    int below = buckets(histogram.getNegativeSpansList());
    if (isFloat) {
      histogram
          .setZeroCountFloat(count())
          .addAllPositiveCounts(counts(above))
          .addAllNegativeCounts(counts(below));
    } else {
      histogram
          .setZeroCountInt(random.nextInt(3))
          .addAllPositiveDeltas(deltas(above))
          .addAllNegativeDeltas(deltas(below));
    }
  }

  private void addCustomBuckets(Histogram.Builder histogram, boolean isFloat) {
    histogram.setSchema(-53).addAllPositiveSpans(spans(random.nextInt(3)));
    int buckets = buckets(histogram.getPositiveSpansList());
    int end = histogram.getPositiveSpansList().stream().mapToInt(BucketSpan::getOffset).sum();
    double bound = random.nextGaussian();
    for (int i = Math.max(0, end + buckets - 1) + random.nextInt(2); i > 0; i--) {
      histogram.addCustomValues(bound);
      bound += 0.5;
    }
    if (isFloat) {
      histogram.addAllPositiveCounts(counts(buckets));
    } else {
      histogram.addAllPositiveDeltas(deltas(buckets));
    }
  }

  private Histogram.Builder withAnyCount(Histogram.Builder histogram) {
    return histogram.setCountFloat(count());
  }

  private Histogram.Builder withCountOfBuckets(Histogram.Builder histogram) {
    long more = Double.isNaN(histogram.getSum()) ? random.nextInt(3) : 0;
    return histogram.setCountInt(
        observations(histogram.getPositiveDeltasList())
            + observations(histogram.getNegativeDeltasList())
            + histogram.getZeroCountInt()
            + more);
  }

  private List<BucketSpan> spans(int firstOffset) {
    var spans = new ArrayList<BucketSpan>();
    for (int i = random.nextInt(4); i > 0; i--) {
      int offset = spans.isEmpty() ? firstOffset : random.nextInt(3);
      spans.add(span(offset, random.nextInt(5)));
    }
    return spans;
  }

  private static BucketSpan span(int offset, int length) {
    return BucketSpan.newBuilder().setOffset(offset).setLength(length).build();
  }

  private static int buckets(List<BucketSpan> spans) {
    return spans.stream().mapToInt(BucketSpan::getLength).sum();
  }

  private List<Long> deltas(int buckets) {
    var deltas = new ArrayList<Long>();
    long previous = 0;
    for (int i = 0; i < buckets; i++) {
      long bucket = random.nextInt(4) == 0 ? 0 : random.nextLong(1L << random.nextInt(1, 50));
      deltas.add(bucket - previous);
      previous = bucket;
    }
    return deltas;
  }

  private static long observations(List<Long> deltas) {
    long bucket = 0;
    long all = 0;
    for (long delta : deltas) {
      bucket += delta;
      all += bucket;
    }
    return all;
  }

  private List<Double> counts(int buckets) {
    return random.doubles(buckets).mapToObj(_ -> count()).toList();
  }

  private double count() {
    return switch (random.nextInt(8)) {
      case 0 -> Double.NaN;
      case 1 -> -0.0;
      case 2 -> Double.POSITIVE_INFINITY;
      default -> random.nextDouble();
    };
  }

  private Histogram.Builder spoiled(Histogram.Builder histogram) {
    return switch (random.nextInt(13)) {
      case 0 -> histogram.setSchema(random.nextInt(-56, 12));
      case 1 -> histogram.setCountInt(histogram.getCountInt() + random.nextInt(-1, 2));
      case 2 -> histogram.setCountFloat(-histogram.getCountFloat());
      case 3 -> histogram.setZeroCountInt(random.nextInt(3));
      case 4 -> histogram.setZeroCountFloat(random.nextInt(-1, 2));
      case 5 -> histogram.setZeroThreshold(random.nextBoolean() ? Double.NaN : 1);
      case 6 -> histogram.setSum(random.nextBoolean() ? STALE : 1);
      case 7 -> histogram.addPositiveSpans(span(random.nextInt(-2, 3), random.nextInt(2)));
      case 8 -> histogram.addNegativeSpans(span(random.nextInt(-2, 3), random.nextInt(-1, 2)));
      case 9 -> histogram.addPositiveDeltas(random.nextLong() >> random.nextInt(64));
      case 10 -> histogram.addNegativeCounts(random.nextGaussian());
      case 11 -> histogram.addPositiveCounts(random.nextGaussian());
      default ->
          histogram.addCustomValues(
              switch (random.nextInt(4)) {
                case 0 -> Double.NaN;
                case 1 -> Double.POSITIVE_INFINITY;
                case 2 -> Double.NEGATIVE_INFINITY;
                default -> random.nextGaussian() * 4;
              });
    };
  }
}

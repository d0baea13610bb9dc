package io.promferry.gateway.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.proto.v2.BucketSpan;
import io.promferry.proto.v2.Histogram;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Which histograms are consistent, written on objects, straight from Prometheus' data model. */
final class HistogramOracle {
  private HistogramOracle() {}

  static boolean isConsistent(io.promferry.proto.v1.Histogram histogram) {
    try {
      return isConsistent(Histogram.parseFrom(histogram.toByteString()));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  static boolean isConsistent(Histogram histogram) {
    return (histogram.hasCountFloat() ? floatsAreValid(histogram) : integersAreValid(histogram))
        && (histogram.getSchema() == -53 ? hasValidBounds(histogram) : isExponential(histogram));
  }

  private static boolean floatsAreValid(Histogram histogram) {
    var counts = new ArrayList<Double>();
    counts.add(histogram.getCountFloat());
    counts.add(histogram.getZeroCountFloat());
    counts.addAll(histogram.getPositiveCountsList());
    counts.addAll(histogram.getNegativeCountsList());
    return counts.stream().noneMatch(count -> count < 0);
  }

  private static boolean integersAreValid(Histogram histogram) {
    var buckets = buckets(histogram.getPositiveDeltasList());
    buckets.addAll(buckets(histogram.getNegativeDeltasList()));
    var observations =
        buckets.stream().reduce(unsigned(histogram.getZeroCountInt()), BigInteger::add);
    int order = observations.compareTo(unsigned(histogram.getCountInt()));
    return buckets.stream().allMatch(bucket -> bucket.signum() >= 0 && bucket.bitLength() < 64)
        && (Double.isNaN(histogram.getSum()) ? order <= 0 : order == 0);
  }

  private static List<BigInteger> buckets(List<Long> deltas) {
    var buckets = new ArrayList<BigInteger>();
    var bucket = BigInteger.ZERO;
    for (long delta : deltas) {
      bucket = bucket.add(BigInteger.valueOf(delta));
      buckets.add(bucket);
    }
    return buckets;
  }

  private static BigInteger unsigned(long number) {
    return new BigInteger(Long.toUnsignedString(number));
  }

  private static boolean isExponential(Histogram histogram) {
    return histogram.getSchema() >= -4
        && histogram.getSchema() <= 8
        && histogram.getCustomValuesCount() == 0
        && !Double.isNaN(histogram.getZeroThreshold())
        && matches(histogram.getPositiveSpansList(), positiveBuckets(histogram))
        && matches(histogram.getNegativeSpansList(), negativeBuckets(histogram));
  }

  private static boolean hasValidBounds(Histogram histogram) {
    var bounds = new ArrayList<>(histogram.getCustomValuesList());
    bounds.addFirst(Double.NEGATIVE_INFINITY);
    bounds.addLast(Double.POSITIVE_INFINITY);
    for (int i = 1; i < bounds.size(); i++) {
      if (!(bounds.get(i) > bounds.get(i - 1))) {
        return false;
      }
    }
    var spans = histogram.getPositiveSpansList();
    long end = spanned(spans) + spans.stream().mapToLong(BucketSpan::getOffset).sum();
    return spans.stream().allMatch(span -> span.getOffset() >= 0)
        && matches(spans, positiveBuckets(histogram))
        && end < bounds.size()
        && histogram.getNegativeSpansCount() == 0
        && negativeBuckets(histogram) == 0
        && histogram.getZeroThreshold() == 0
        && (histogram.hasCountFloat()
            ? histogram.getZeroCountFloat() == 0
            : histogram.getZeroCountInt() == 0);
  }

  private static int positiveBuckets(Histogram histogram) {
    return histogram.hasCountFloat()
        ? histogram.getPositiveCountsCount()
        : histogram.getPositiveDeltasCount();
  }

  private static int negativeBuckets(Histogram histogram) {
    return histogram.hasCountFloat()
        ? histogram.getNegativeCountsCount()
        : histogram.getNegativeDeltasCount();
  }

  private static boolean matches(List<BucketSpan> spans, int buckets) {
    return spans.stream().skip(1).allMatch(span -> span.getOffset() >= 0)
        && spanned(spans) == buckets;
  }

  private static long spanned(List<BucketSpan> spans) {
    return spans.stream().mapToLong(span -> Integer.toUnsignedLong(span.getLength())).sum();
  }
}

package io.promferry.loadtests.sink;

import io.promferry.loadtests.sample.Histogram.Bucket;
import io.promferry.proto.v1.BucketSpan;
import io.promferry.proto.v1.Histogram;
import io.promferry.proto.v1.Histogram.CountCase;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays a native histogram's spans out as the buckets that Prometheus' API shows; version 2 has the
 * same fields. Zero buckets that reach into others do not occur in tests.
 */
final class HistogramReader {
  /** The schema of histograms with bounds of their own. */
  private static final int CUSTOM = -53;

  private final Histogram histogram;

  private HistogramReader(Histogram histogram) {
    this.histogram = histogram;
  }

  static io.promferry.loadtests.sample.Histogram read(Histogram histogram) {
    var reader = new HistogramReader(histogram);
    return new io.promferry.loadtests.sample.Histogram(
        reader.isFloat() ? histogram.getCountFloat() : histogram.getCountInt(),
        histogram.getSum(),
        reader.buckets());
  }

  private boolean isFloat() {
    return histogram.getCountCase() == CountCase.COUNT_FLOAT;
  }

  private List<Bucket> buckets() {
    var buckets = new ArrayList<Bucket>();
    for (var mirrored : negative().reversed()) {
      buckets.add(new Bucket(-mirrored.upper(), -mirrored.lower(), mirrored.count()));
    }
    var zeroes = isFloat() ? histogram.getZeroCountFloat() : histogram.getZeroCountInt();
    var threshold = histogram.getZeroThreshold();
    buckets.add(new Bucket(-threshold, threshold, zeroes));
    buckets.addAll(positive());
    buckets.removeIf(bucket -> bucket.count() == 0);
    return buckets;
  }

  private List<Bucket> positive() {
    return laidOut(
        histogram.getPositiveSpansList(),
        isFloat() ? histogram.getPositiveCountsList() : sums(histogram.getPositiveDeltasList()));
  }

  private List<Bucket> negative() {
    return laidOut(
        histogram.getNegativeSpansList(),
        isFloat() ? histogram.getNegativeCountsList() : sums(histogram.getNegativeDeltasList()));
  }

  private List<Bucket> laidOut(List<BucketSpan> spans, List<Double> counts) {
    var buckets = new ArrayList<Bucket>();
    var index = 0;
    for (var span : spans) {
      index += span.getOffset();
      for (var number = 0; number < span.getLength(); number++, index++) {
        buckets.add(
            new Bucket(upperBound(index - 1), upperBound(index), counts.get(buckets.size())));
      }
    }
    return buckets;
  }

  private static List<Double> sums(List<Long> deltas) {
    var counts = new ArrayList<Double>();
    var count = 0L;
    for (var delta : deltas) {
      count += delta;
      counts.add((double) count);
    }
    return counts;
  }

  private double upperBound(int index) {
    return histogram.getSchema() == CUSTOM
        ? customBound(index)
        : Math.pow(2, index * Math.pow(2, -histogram.getSchema()));
  }

  private double customBound(int index) {
    if (index < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return index < histogram.getCustomValuesCount()
        ? histogram.getCustomValues(index)
        : Double.POSITIVE_INFINITY;
  }
}

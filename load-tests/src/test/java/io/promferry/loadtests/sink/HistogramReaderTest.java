package io.promferry.loadtests.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.loadtests.sample.Histogram.Bucket;
import io.promferry.proto.v1.BucketSpan;
import io.promferry.proto.v1.Histogram;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistogramReaderTest {
  @Test
  void laysIntegerBucketsOutFromTheLowestToTheHighest() {
    var histogram =
        Histogram.newBuilder()
            .setCountInt(15)
            .setSum(4.5)
            .setSchema(0)
            .setZeroThreshold(0.25)
            .setZeroCountInt(2)
            .addNegativeSpans(span(1, 1))
            .addNegativeDeltas(3)
            .addPositiveSpans(span(0, 2))
            .addPositiveSpans(span(1, 2))
            .addAllPositiveDeltas(List.of(1L, 1L, -2L, 7L))
            .build();

    var read = HistogramReader.read(histogram);

    assertThat(read.count()).isEqualTo(15);
    assertThat(read.sum()).isEqualTo(4.5);
    assertThat(read.buckets())
        .containsExactly(
            new Bucket(-2, -1, 3),
            new Bucket(-0.25, 0.25, 2),
            new Bucket(0.5, 1, 1),
            new Bucket(1, 2, 2),
            new Bucket(8, 16, 7));
  }

  @Test
  void readsFloatCountsAsTheyAre() {
    var histogram =
        Histogram.newBuilder()
            .setCountFloat(1.75)
            .setSchema(1)
            .setZeroCountFloat(0)
            .addPositiveSpans(span(2, 2))
            .addAllPositiveCounts(List.of(0.5, 1.25))
            .build();

    assertThat(HistogramReader.read(histogram).buckets())
        .containsExactly(new Bucket(Math.sqrt(2), 2, 0.5), new Bucket(2, Math.pow(2, 1.5), 1.25));
  }

  @Test
  void takesCustomBoundsWhereThereAreAny() {
    var histogram =
        Histogram.newBuilder()
            .setCountInt(6)
            .setSchema(-53)
            .addPositiveSpans(span(0, 3))
            .addAllPositiveDeltas(List.of(1L, 1L, 1L))
            .addAllCustomValues(List.of(0.1, 0.5))
            .build();

    assertThat(HistogramReader.read(histogram).buckets())
        .containsExactly(
            new Bucket(Double.NEGATIVE_INFINITY, 0.1, 1),
            new Bucket(0.1, 0.5, 2),
            new Bucket(0.5, Double.POSITIVE_INFINITY, 3));
  }

  private static BucketSpan span(int offset, int length) {
    return BucketSpan.newBuilder().setOffset(offset).setLength(length).build();
  }
}

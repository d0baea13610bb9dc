package io.promferry.loadtests.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.loadtests.sample.Histogram.Bucket;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A comparison that finds nothing would make every integration test pass. */
class SampleComparisonTest {
  private static final Series UP = Series.of(Map.of("__name__", "up", "job", "node"));

  @Test
  void findsNothingBetweenEqualSamples() {
    var samples = up(Map.of(1000L, 1.0, 2000L, Double.NaN));

    assertThat(differences(samples, samples)).isEmpty();
  }

  @Test
  void reportsAMissingSample() {
    assertThat(differences(up(Map.of(1000L, 1.0, 2000L, 1.0)), up(Map.of(1000L, 1.0))))
        .containsExactly("missing: {__name__=\"up\",job=\"node\"} at 1970-01-01T00:00:02Z: 1.0");
  }

  @Test
  void reportsASampleWithAnotherValue() {
    assertThat(differences(up(Map.of(1000L, 1.0)), up(Map.of(1000L, 0.0))))
        .containsExactly(
            "differs: {__name__=\"up\",job=\"node\"} at 1970-01-01T00:00:01Z: 1.0 became 0.0");
  }

  @Test
  void reportsASampleThatNobodySent() {
    assertThat(differences(new Samples<>(Map.of()), up(Map.of(1000L, 1.0))))
        .containsExactly("surplus: {__name__=\"up\",job=\"node\"} at 1970-01-01T00:00:01Z: 1.0");
  }

  @Test
  void reportsASeriesUnderAForeignLabelAsMissing() {
    var forged = up(Map.of(1000L, 1.0)).relabelled(series -> series.with(Map.of("vpc", "other")));

    assertThat(differences(up(Map.of(1000L, 1.0)), forged))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("missing");
  }

  @Test
  void allowsADecimalStoreItsTwelveDigitsAndNoMore() {
    var exact = up(Map.of(1000L, 0.30000000000000004, 2000L, Double.NaN));

    assertThat(SampleComparison.differences(exact, up(Map.of(1000L, 0.3)), Precision.DECIMAL))
        .isEmpty();
    assertThat(SampleComparison.differences(exact, up(Map.of(1000L, 0.3001)), Precision.DECIMAL))
        .hasSize(1);
  }

  @Test
  void takesANanOfADecimalStoreForAStaleMarker() {
    var stale = up(Map.of(1000L, Double.NaN));

    assertThat(SampleComparison.differences(Samples.none(), stale, Precision.DECIMAL)).isEmpty();
    assertThat(differences(Samples.none(), stale)).hasSize(1);
  }

  @Test
  void reportsAnObservationThatHasMovedToAnotherBucket() {
    var sent = histogram(new Bucket(1, 2, 3), new Bucket(2, 4, 1));
    var found = histogram(new Bucket(1, 2, 2), new Bucket(2, 4, 2));

    assertThat(SampleComparison.differences(sent, found, HistogramFidelity.BUCKET_FOR_BUCKET))
        .hasSize(1);
    assertThat(SampleComparison.differences(sent, found, HistogramFidelity.TOTALS)).isEmpty();
  }

  @Test
  void allowsABoundItsLastDigitAndNoMore() {
    var sent = histogram(new Bucket(1, 1.4142135623730951, 4));

    assertThat(
            SampleComparison.differences(
                sent,
                histogram(new Bucket(1, 1.414213562373095, 4)),
                HistogramFidelity.BUCKET_FOR_BUCKET))
        .isEmpty();
    assertThat(
            SampleComparison.differences(
                sent, histogram(new Bucket(1, 1.4142, 4)), HistogramFidelity.BUCKET_FOR_BUCKET))
        .hasSize(1);
  }

  private static Samples<Histogram> histogram(Bucket... buckets) {
    return new Samples<>(
        Map.of(UP, new TreeMap<>(Map.of(1000L, new Histogram(4, 1.5, List.of(buckets))))));
  }

  private static List<String> differences(Samples<Double> expected, Samples<Double> actual) {
    return SampleComparison.differences(expected, actual, Precision.FLOAT64);
  }

  private static Samples<Double> up(Map<Long, Double> samples) {
    NavigableMap<Long, Double> sorted = new TreeMap<>(samples);
    return new Samples<>(Map.of(UP, sorted));
  }
}

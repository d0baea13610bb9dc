package io.promferry.loadtests.scraped;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One of every kind of metric, as functions of the second at which they are looked at: whoever
 * scrapes in the same second sees the same. Every exemplar lasts two seconds.
 *
 * @param first the second of the epoch at which everything begins
 */
record TargetMetrics(long first) {
  private static final long EXEMPLAR_SECONDS = 2;
  private static final int NAN_EVERY_SECONDS = 5;
  private static final int VANISHING_SECONDS = 3;
  private static final double SECONDS_PER_REQUEST = 0.3;
  private static final int NATIVE_SCHEMA = 3;
  private static final double NATIVE_ZERO_THRESHOLD = 0.001;
  private static final double[] CLASSIC_BOUNDS = {0.1, 0.5, 2.5, Double.POSITIVE_INFINITY};

  MetricSnapshots at(long second) {
    var age = Math.toIntExact(second - first);
    var metrics =
        new ArrayList<MetricSnapshot>(
            List.of(
                requests(second, age),
                temperature(age),
                summary(age),
                classicHistogram(second, age),
                nativeHistogram(second, age),
                build()));
    if (age / VANISHING_SECONDS % 2 == 0) {
      metrics.add(vanishing(age));
    }
    return new MetricSnapshots(metrics);
  }

  private static CounterSnapshot requests(long second, int age) {
    var counter =
        CounterSnapshot.builder()
            .name("target_requests")
            .help("Requests, by the region that they come from.");
    Stream.of("Zürich", "東京", "a \"quoted\" \\ name")
        .map(region ->
            CounterDataPointSnapshot.builder()
                .labels(Labels.of("region", region))
                .value(age + region.length())
                .exemplar(exemplar(second, "requests of " + region.length(), 1))
                .build())
        .forEach(counter::dataPoint);
    return counter.build();
  }

  private static GaugeSnapshot temperature(int age) {
    return GaugeSnapshot.builder()
        .name("target_temperature_celsius")
        .help("A temperature, whose sensor fails now and then.")
        .unit(Unit.CELSIUS)
        .dataPoint(gauge("sound", 20 + Math.sin(age)))
        .dataPoint(gauge("failing", age % NAN_EVERY_SECONDS == 0 ? Double.NaN : -40.0))
        .dataPoint(gauge("molten", Double.POSITIVE_INFINITY))
        .build();
  }

  private static GaugeDataPointSnapshot gauge(String sensor, double value) {
    return GaugeDataPointSnapshot.builder()
        .labels(Labels.of("sensor", sensor))
        .value(value)
        .build();
  }

  private static SummarySnapshot summary(int age) {
    return SummarySnapshot.builder()
        .name("target_rpc_seconds")
        .help("How long remote calls take.")
        .unit(Unit.SECONDS)
        .dataPoint(
            SummaryDataPointSnapshot.builder()
                .quantiles(Quantiles.of(new Quantile(0.5, 0.25), new Quantile(0.99, 1.0 + age)))
                .count(2L * age)
                .sum(age * SECONDS_PER_REQUEST)
                .build())
        .build();
  }

  private static HistogramSnapshot classicHistogram(long second, int age) {
    return HistogramSnapshot.builder()
        .name("target_latency_seconds")
        .help("How long requests take, in few buckets.")
        .unit(Unit.SECONDS)
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(
                    ClassicHistogramBuckets.of(CLASSIC_BOUNDS, new long[] {age, 2L * age, 1, 3}))
                .sum(age * SECONDS_PER_REQUEST)
                .exemplars(Exemplars.of(exemplar(second, "latency", 0.4)))
                .build())
        .build();
  }

  private static HistogramSnapshot nativeHistogram(long second, int age) {
    return HistogramSnapshot.builder()
        .name("target_payload_bytes")
        .help("How large payloads are, in many buckets; negative where they shrink.")
        .unit(Unit.BYTES)
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .nativeSchema(NATIVE_SCHEMA)
                .nativeZeroThreshold(NATIVE_ZERO_THRESHOLD)
                .nativeZeroCount(age)
                .nativeBucketsForPositiveValues(
                    NativeHistogramBuckets.of(
                        new int[] {-3, -2, 17, 18, 40}, new long[] {1, 4 + age, 0, 3L * age, 7}))
                .nativeBucketsForNegativeValues(
                    NativeHistogramBuckets.of(new int[] {2, 9}, new long[] {age, 5}))
                .sum(age * 1.5)
                .exemplars(Exemplars.of(exemplar(second, "payload", 4.2)))
                .build())
        .build();
  }

  private static InfoSnapshot build() {
    return InfoSnapshot.builder()
        .name("target_build")
        .help("What the target is made of.")
        .dataPoint(InfoDataPointSnapshot.builder().labels(Labels.of("version", "1.2.3")).build())
        .build();
  }

  /** A series that is there for a while and then is not: its end is what a stale marker is for. */
  private static GaugeSnapshot vanishing(int age) {
    return GaugeSnapshot.builder()
        .name("target_vanishing")
        .help("Here for a while, and then not.")
        .dataPoint(GaugeDataPointSnapshot.builder().value(age).build())
        .build();
  }

  private static Exemplar exemplar(long second, String of, double value) {
    var since = second - second % EXEMPLAR_SECONDS;
    return Exemplar.builder()
        .value(value)
        .traceId(String.format(Locale.ROOT, "%016x%016x", of.hashCode() & 0xffffffffL, since))
        .spanId(String.format(Locale.ROOT, "%016x", since))
        .timestampMillis(since * 1000)
        .build();
  }
}

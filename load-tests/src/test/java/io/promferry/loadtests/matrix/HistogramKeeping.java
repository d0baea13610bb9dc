package io.promferry.loadtests.matrix;

import io.promferry.loadtests.sample.Evidence;
import io.promferry.loadtests.sample.Exemplar;
import io.promferry.loadtests.sample.Histogram;
import io.promferry.loadtests.sample.HistogramFidelity;
import io.promferry.loadtests.sample.Precision;
import io.promferry.loadtests.sample.SampleComparison;
import io.promferry.loadtests.sample.Samples;
import io.promferry.loadtests.sample.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** What a receiver makes of native histograms. */
enum HistogramKeeping {
  /** Every one is there, bucket for bucket. */
  ALL("", false) {
    @Override
    List<String> differences(Evidence sent, Evidence found) {
      return SampleComparison.differences(
          sent.histograms(), found.histograms(), HistogramFidelity.BUCKET_FOR_BUCKET);
    }
  },

  /** It gets none with custom buckets, which it would take for exponential ones. */
  NO_CUSTOM_BUCKETS("", true) {
    @Override
    List<String> differences(Evidence sent, Evidence found) {
      return SampleComparison.differences(
          sent.histograms().only(HistogramKeeping::isExponential),
          found.histograms(),
          HistogramFidelity.BUCKET_FOR_BUCKET);
    }
  },

  /** It makes ordinary series of them, whose label {@code vmrange} has the bounds. */
  AS_RANGES(" as vmrange series", true) {
    @Override
    List<String> differences(Evidence sent, Evidence found) {
      var expected = counts(sent.histograms().only(HistogramKeeping::isExponential));
      var possible = counts(sent.histograms()).series();
      return SampleComparison.differences(
          expected, found.samples().only(possible::contains), Precision.DECIMAL);
    }
  },

  /** It takes them and throws them away. */
  NONE(" sent, none kept", false) {
    @Override
    List<String> differences(Evidence sent, Evidence found) {
      return SampleComparison.differences(
          Samples.none(), found.histograms(), HistogramFidelity.TOTALS);
    }
  };

  private static final Set<String> SUFFIXES = Set.of("_bucket", "_count", "_sum");

  private final String remark;
  private final boolean lacksCustomBuckets;

  HistogramKeeping(String remark, boolean lacksCustomBuckets) {
    this.remark = remark;
    this.lacksCustomBuckets = lacksCustomBuckets;
  }

  abstract List<String> differences(Evidence sent, Evidence found);

  /**
   * What is said of the pair's histograms.
   *
   * @param dropped how many with custom buckets the gateway has counted as dropped, ever
   */
  Cell cell(Evidence sent, Evidence found, int dropped) {
    var differences = new ArrayList<>(differences(sent, found));
    if (sent.histograms().isEmpty()) {
      return new Cell("none sent", differences);
    }
    var kept = kept(sent.histograms());
    int lacking = sent.histograms().count() - kept.count();
    if (dropped < lacking) {
      differences.add("only " + dropped + " of " + lacking + " counted as dropped");
    }
    return Cell.counted(kept.count(), differences)
        .with(
            lacking == 0
                ? remark
                : remark + ", " + lacking + " of custom buckets dropped and counted");
  }

  /** The exemplars of series that the receiver gets. */
  Samples<Exemplar> keptExemplars(Evidence sent) {
    var lost = new HashSet<>(sent.histograms().series());
    lost.removeAll(kept(sent.histograms()).series());
    return sent.exemplars().only(series -> !lost.contains(series));
  }

  private Samples<Histogram> kept(Samples<Histogram> sent) {
    return lacksCustomBuckets ? sent.only(HistogramKeeping::isExponential) : sent;
  }

  /** What is found as numbers, without what has become numbers only at the store. */
  static Samples<Double> numbers(Evidence sent, Evidence found) {
    var histograms = sent.histograms().series();
    return found
        .samples()
        .only(series ->
            SUFFIXES.stream().noneMatch(suffix -> histograms.contains(origin(series, suffix))));
  }

  private static Series origin(Series series, String suffix) {
    var name = series.label("__name__");
    var origin = new TreeMap<>(series.labels());
    origin.remove("vmrange");
    if (name.endsWith(suffix)) {
      origin.put("__name__", name.substring(0, name.length() - suffix.length()));
    }
    return new Series(origin);
  }

  private static Samples<Double> counts(Samples<Histogram> histograms) {
    var counts = new HashMap<Series, NavigableMap<Long, Double>>();
    histograms
        .bySeries()
        .forEach((series, all) -> {
          var count = new TreeMap<Long, Double>();
          all.forEach((timestamp, histogram) -> count.put(timestamp, histogram.count()));
          counts.put(series.with(Map.of("__name__", series.label("__name__") + "_count")), count);
        });
    return new Samples<>(counts);
  }

  private static boolean hasCustomBuckets(Series series) {
    return series.label("job").equals(SenderKind.CUSTOM_BUCKETS_JOB)
        && !series.label("__name__").equals("target_payload_bytes");
  }

  private static boolean isExponential(Series series) {
    return !hasCustomBuckets(series);
  }
}

package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.RandomRequests.label;

import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.MetricMetadata;
import io.promferry.proto.v1.WriteRequest;
import io.promferry.proto.v2.BucketSpan;
import io.promferry.proto.v2.Exemplar;
import io.promferry.proto.v2.Histogram;
import io.promferry.proto.v2.Metadata;
import io.promferry.proto.v2.Request;
import io.promferry.proto.v2.Sample;
import io.promferry.proto.v2.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Requests of both versions as a splice leaves them, by a seeded generator: labels sorted, unique
 * and named, everything else of every shape. Few names and values, so that series meet.
 */
final class SplicedRequests {
  private static final List<String> METRICS =
      List.of(
          "up",
          "up_total",
          "rpc",
          "rpc_bucket",
          "rpc_sum",
          "rpc_count",
          "rpc_gsum",
          "rpc_gcount",
          "go_info",
          "go",
          "_sum",
          "été_created",
          "été");
  private static final List<String> FAMILIES =
      List.of("up", "up_total", "rpc", "go", "été", "absent", "");
  private static final List<String> NAMES = List.of("a", "job", "le", "tenant", "größe");
  private static final List<String> VALUES =
      List.of("1", "node", "x".repeat(130), "\uD83D\uDE00", "10.0.1.3:9090");
  private static final List<String> TEXTS = List.of("", "node", "How many.", "seconds");

  private final RandomGenerator random;

  SplicedRequests(RandomGenerator random) {
    this.random = random;
  }

  WriteRequest rw1() {
    var request = WriteRequest.newBuilder();
    for (int i = random.nextInt(7); i > 0; i--) {
      request.addTimeseries(rw1Series());
    }
    for (int i = random.nextInt(2) * random.nextInt(5); i > 0; i--) {
      request.addMetadata(
          MetricMetadata.newBuilder()
              .setTypeValue(random.nextInt(9))
              .setMetricFamilyName(pick(FAMILIES))
              .setHelp(pick(TEXTS))
              .setUnit(pick(TEXTS)));
    }
    return request.build();
  }

  /**
   * A request that loses nothing on the way to version 2 and back: no series with samples and
   * histograms, no lone exemplars beside their series, metadata only of series that are there.
   */
  WriteRequest rw1ThatBothVersionsCanSay() {
    var request = WriteRequest.newBuilder();
    for (int i = random.nextInt(7); i > 0; i--) {
      var name = "metric_" + i;
      var series = rw1Series().toBuilder();
      if (series.getSamplesCount() > 0) {
        series.clearHistograms();
      }
      int type = random.nextInt(8);
      request.addTimeseries(series.setLabels(0, label("__name__", name + suffix(type))));
      if (random.nextBoolean()) {
        request.addMetadata(
            MetricMetadata.newBuilder()
                .setTypeValue(type)
                .setMetricFamilyName(name)
                .setHelp("help of " + type)
                .setUnit(pick(TEXTS)));
      }
    }
    return request.build();
  }

  /**
   * A request that loses nothing on the way to version 1 and back: no start timestamps, no lone
   * exemplars beside their series, one metadata for all series of a family.
   */
  Request rw2ThatBothVersionsCanSay() {
    var symbols = new ArrayList<>(List.of(""));
    var request = Request.newBuilder();
    for (int i = random.nextInt(7); i > 0; i--) {
      var series = rw2Series(symbols);
      series.clearCreatedTimestamp().clearMetadata();
      series.getSamplesBuilderList().forEach(Sample.Builder::clearStartTimestamp);
      series.getHistogramsBuilderList().forEach(Histogram.Builder::clearStartTimestamp);
      if (series.getSamplesCount() > 0) {
        series.clearHistograms();
      }
      int type = random.nextInt(8);
      boolean described = random.nextBoolean();
      int unit = ref(pick(TEXTS), symbols);
      series.setLabelsRefs(1, ref("metric_" + i + suffix(type), symbols));
      if (described) {
        series.setMetadata(
            Metadata.newBuilder()
                .setTypeValue(type)
                .setHelpRef(ref("help of " + type, symbols))
                .setUnitRef(unit));
      }
      request.addTimeseries(series);
    }
    return request.addAllSymbols(symbols).build();
  }

  /** One that a series of such a family may have. */
  private String suffix(int type) {
    return switch (type) {
      case 3 -> pick(List.of("", "_bucket", "_sum", "_count"));
      case 4 -> pick(List.of("", "_bucket", "_gsum", "_gcount"));
      case 5 -> pick(List.of("", "_sum", "_count"));
      default -> "";
    };
  }

  private io.promferry.proto.v1.TimeSeries rw1Series() {
    var series = io.promferry.proto.v1.TimeSeries.newBuilder().addAllLabels(labels());
    int shape = random.nextInt(16);
    for (int i = shape & 1; i > 0; i -= random.nextInt(2)) {
      series.addSamples(
          io.promferry.proto.v1.Sample.newBuilder().setValue(value()).setTimestamp(timestamp()));
    }
    for (int i = shape & 2; i > 0; i -= 1 + random.nextInt(2)) {
      series.addHistograms(rw1Histogram());
    }
    for (int i = shape & 4; i > 0; i -= 1 + random.nextInt(4)) {
      series.addExemplars(
          io.promferry.proto.v1.Exemplar.newBuilder()
              .addAllLabels(exemplarLabels())
              .setValue(value())
              .setTimestamp(timestamp()));
    }
    return series.build();
  }

  private io.promferry.proto.v1.Histogram rw1Histogram() {
    try {
      return io.promferry.proto.v1.Histogram.parseFrom(
          histogram().toBuilder().clearStartTimestamp().build().toByteString());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  Request rw2() {
    var symbols = new ArrayList<String>();
    symbols.add("");
    if (random.nextInt(3) == 0) {
      symbols.addAll(List.of("node", "not used", "__name__", "node", "a", ""));
    }
    var request = Request.newBuilder();
    for (int i = random.nextInt(7); i > 0; i--) {
      request.addTimeseries(rw2Series(symbols));
    }
    return request.addAllSymbols(symbols).build();
  }

  private TimeSeries.Builder rw2Series(List<String> symbols) {
    var series = TimeSeries.newBuilder().addAllLabelsRefs(refs(labels(), symbols));
    int shape = random.nextInt(16);
    for (int i = shape & 1; i > 0; i -= random.nextInt(2)) {
      series.addSamples(
          Sample.newBuilder()
              .setValue(value())
              .setTimestamp(timestamp())
              .setStartTimestamp(startTimestamp()));
    }
    for (int i = shape & 2; i > 0; i -= 1 + random.nextInt(2)) {
      series.addHistograms(histogram());
    }
    for (int i = shape & 4; i > 0; i -= 1 + random.nextInt(4)) {
      series.addExemplars(
          Exemplar.newBuilder()
              .addAllLabelsRefs(refs(exemplarLabels(), symbols))
              .setValue(value())
              .setTimestamp(timestamp()));
    }
    if ((shape & 8) != 0) {
      series.setMetadata(
          Metadata.newBuilder()
              .setTypeValue(random.nextInt(9))
              .setHelpRef(ref(pick(TEXTS), symbols))
              .setUnitRef(ref(pick(TEXTS), symbols)));
    }
    if (random.nextInt(8) == 0) {
      series.setCreatedTimestamp(startTimestamp());
    }
    return series;
  }

  /** Any form of histogram: integer or float, exponential or custom buckets, or empty. */
  Histogram histogram() {
    var histogram =
        Histogram.newBuilder()
            .setSum(value())
            .setResetHintValue(random.nextInt(4))
            .setTimestamp(timestamp())
            .setStartTimestamp(startTimestamp());
    for (int i = random.nextInt(4); i > 0; i--) {
      histogram.addPositiveSpans(span());
    }
    boolean whole = random.nextBoolean();
    if (whole) {
      histogram.setCountInt(random.nextLong());
      for (int i = random.nextInt(30); i > 0; i--) {
        histogram.addPositiveDeltas(random.nextLong() >> random.nextInt(64));
      }
    } else {
      histogram.setCountFloat(value());
      for (int i = random.nextInt(30); i > 0; i--) {
        histogram.addPositiveCounts(value());
      }
    }
    if (random.nextInt(3) == 0) {
      histogram.setSchema(-53);
      for (int i = random.nextInt(5); i > 0; i--) {
        histogram.addCustomValues(value());
      }
      return histogram.build();
    }
    histogram.setSchema(random.nextInt(-4, 9)).setZeroThreshold(1e-128);
    if (whole) {
      histogram.setZeroCountInt(random.nextInt(3)).addNegativeDeltas(-random.nextInt(300));
    } else {
      histogram.setZeroCountFloat(value()).addNegativeCounts(value());
    }
    return histogram.addNegativeSpans(span()).build();
  }

  private BucketSpan span() {
    return BucketSpan.newBuilder().setOffset(random.nextInt()).setLength(random.nextInt(3)).build();
  }

  private List<Label> labels() {
    var labels = new TreeMap<String, String>();
    labels.put("__name__", pick(METRICS));
    for (int i = random.nextInt(3); i > 0; i--) {
      labels.put(pick(NAMES), pick(VALUES));
    }
    // None of the names here sorts differently by bytes than by characters.
    return labels.entrySet().stream().map(e -> label(e.getKey(), e.getValue())).toList();
  }

  private List<Label> exemplarLabels() {
    var labels = new ArrayList<Label>();
    for (int i = random.nextInt(3); i > 0; i--) {
      labels.add(label(pick(NAMES), random.nextInt(5) == 0 ? "" : "0af7" + random.nextInt(4)));
    }
    return labels;
  }

  private List<Integer> refs(List<Label> labels, List<String> symbols) {
    var refs = new ArrayList<Integer>();
    for (Label label : labels) {
      refs.add(ref(label.getName(), symbols));
      refs.add(ref(label.getValue(), symbols));
    }
    return refs;
  }

  private int ref(String text, List<String> symbols) {
    int known = random.nextBoolean() ? symbols.indexOf(text) : symbols.lastIndexOf(text);
    if (known < 0) {
      symbols.add(text);
      return symbols.size() - 1;
    }
    return known;
  }

  private double value() {
    return switch (random.nextInt(5)) {
      case 0 -> Double.longBitsToDouble(0x7ff0000000000002L);
      case 1 -> Double.longBitsToDouble(0x7ff8000000000001L);
      case 2 -> 0;
      default -> random.nextDouble();
    };
  }

  private long timestamp() {
    return random.nextInt(4) == 0 ? random.nextLong() : 1_700_000_000_000L + random.nextInt(1000);
  }

  private long startTimestamp() {
    return random.nextInt(3) == 0 ? timestamp() : 0;
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}

package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.DecodedRequest.NO_METADATA;

import com.google.protobuf.UnknownFieldSet;
import io.promferry.gateway.wire.DecodedRequest.LabelledExemplar;
import io.promferry.gateway.wire.DecodedRequest.Metadata;
import io.promferry.gateway.wire.DecodedRequest.Series;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.MetricMetadata;
import io.promferry.proto.v2.Histogram;
import io.promferry.proto.v2.Sample;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What reshaping has to come to, written on objects, straight from its rules. */
final class ReshapeOracle {
  private static final UnknownFieldSet NO_FIELDS = UnknownFieldSet.getDefaultInstance();

  private final WriteVersion from;
  private final BodyForm to;
  private final Map<DropReason, Integer> dropped = new EnumMap<>(DropReason.class);
  private final DecodedRequest result;

  ReshapeOracle(DecodedRequest request, WriteVersion from, BodyForm to) {
    this.from = from;
    this.to = to;
    var kept = new ArrayList<Series>();
    for (Series series : request.series()) {
      filter(series).ifPresent(kept::add);
    }
    var messages = request.metadata();
    if (leavesOut(PartKind.METADATA)) {
      drop(DropReason.METADATA, messages.size());
      messages = List.of();
    }
    this.result =
        switch (to.version()) {
          case RW1 -> toRw1(kept, messages);
          case RW2 -> toRw2(kept, messages);
        };
  }

  DecodedRequest result() {
    return result;
  }

  ReshapeReport report() {
    return new ReshapeReport(
        result.series().size(), result.metadata().size(), result.counts(), dropped);
  }

  private boolean leavesOut(PartKind kind) {
    return to.without().contains(kind);
  }

  private boolean crosses() {
    return from != to.version();
  }

  private void drop(DropReason reason, int count) {
    if (count > 0) {
      dropped.merge(reason, count, Integer::sum);
    }
  }

  private Optional<Series> filter(Series series) {
    var histograms = new ArrayList<Histogram>();
    for (Histogram histogram : series.histograms()) {
      if (leavesOut(PartKind.NATIVE_HISTOGRAMS)) {
        drop(DropReason.NATIVE_HISTOGRAM, 1);
      } else if (leavesOut(PartKind.CUSTOM_BUCKET_HISTOGRAMS) && histogram.getSchema() == -53) {
        drop(DropReason.CUSTOM_BUCKET_HISTOGRAM, 1);
      } else {
        histograms.add(histogram);
      }
    }
    var exemplars = series.exemplars();
    if (leavesOut(PartKind.EXEMPLARS)) {
      drop(DropReason.EXEMPLAR, exemplars.size());
      exemplars = List.of();
    }
    var metadata = series.metadata();
    if (leavesOut(PartKind.METADATA) && !metadata.equals(NO_METADATA)) {
      drop(DropReason.METADATA, 1);
      metadata = NO_METADATA;
    }
    boolean hadData = series.hasPoints() || !series.exemplars().isEmpty();
    boolean hasData = !series.samples().isEmpty() || !histograms.isEmpty() || !exemplars.isEmpty();
    if (!hasData && (hadData || !metadata.equals(series.metadata()))) {
      return Optional.empty();
    }
    var left =
        new Series(
            series.labels(), series.samples(), histograms, exemplars, metadata, series.created());
    return Optional.of(crosses() ? inTheOtherVersion(left) : left);
  }

  /** Without what the other version does not know. */
  private Series inTheOtherVersion(Series series) {
    var samples = new ArrayList<Sample>();
    for (Sample sample : series.samples()) {
      boolean started = sample.getStartTimestamp() != 0 || series.created() != 0;
      drop(DropReason.START_TIMESTAMP, started ? 1 : 0);
      samples.add(sample.toBuilder().clearStartTimestamp().setUnknownFields(NO_FIELDS).build());
    }
    var histograms = new ArrayList<Histogram>();
    for (Histogram histogram : series.histograms()) {
      boolean started = histogram.getStartTimestamp() != 0 || series.created() != 0;
      drop(DropReason.START_TIMESTAMP, started ? 1 : 0);
      histograms.add(
          histogram.toBuilder().clearStartTimestamp().setUnknownFields(NO_FIELDS).build());
    }
    var exemplars =
        series.exemplars().stream()
            .map(e ->
                new LabelledExemplar(
                    e.labels(), e.rest().toBuilder().setUnknownFields(NO_FIELDS).build()))
            .toList();
    return new Series(series.labels(), samples, histograms, exemplars, series.metadata(), 0);
  }

  private static DecodedRequest toRw1(List<Series> kept, List<MetricMetadata> messages) {
    var families = new LinkedHashMap<String, MetricMetadata>();
    for (Series series : kept) {
      var metadata = series.metadata();
      if (!metadata.equals(NO_METADATA)) {
        var family = family(metadata.type(), series.metricName());
        families.putIfAbsent(
            family,
            MetricMetadata.newBuilder()
                .setTypeValue(metadata.type())
                .setMetricFamilyName(family)
                .setHelp(metadata.help())
                .setUnit(metadata.unit())
                .build());
      }
    }
    var all = new ArrayList<>(messages);
    all.addAll(families.values());
    return new DecodedRequest(
        kept.stream().map(series -> series.withMetadata(NO_METADATA)).toList(), all);
  }

  private static String family(int type, String name) {
    return switch (type) {
      case 3 -> strip(name, "_bucket", "_sum", "_count");
      case 4 -> strip(name, "_bucket", "_sum", "_count", "_gsum", "_gcount");
      case 5 -> strip(name, "_sum", "_count");
      default -> name;
    };
  }

  private static String strip(String name, String... suffixes) {
    for (String suffix : suffixes) {
      if (name.endsWith(suffix) && name.length() > suffix.length()) {
        return name.substring(0, name.length() - suffix.length());
      }
    }
    return name;
  }

  private DecodedRequest toRw2(List<Series> kept, List<MetricMetadata> messages) {
    var secondHalves = new HashSet<Integer>();
    var split = new ArrayList<Series>();
    for (Series s : kept) {
      if (from == WriteVersion.RW1 && !s.samples().isEmpty() && !s.histograms().isEmpty()) {
        split.add(new Series(s.labels(), s.samples(), List.of(), s.exemplars(), s.metadata(), 0));
        secondHalves.add(split.size());
        split.add(new Series(s.labels(), List.of(), s.histograms(), List.of(), NO_METADATA, 0));
      } else {
        split.add(s);
      }
    }
    var merged = merge(split);
    attach(split, secondHalves, merged, messages);
    var written =
        IntStream.range(0, split.size()).filter(i -> !merged.contains(i)).mapToObj(split::get);
    return new DecodedRequest(written.toList(), List.of());
  }

  /** Merges lone exemplars into their series; returns the places of what was merged. */
  private static Set<Integer> merge(List<Series> split) {
    var hosts = new HashMap<List<Label>, Integer>();
    for (int i = 0; i < split.size(); i++) {
      if (split.get(i).hasPoints()) {
        hosts.putIfAbsent(split.get(i).labels(), i);
      }
    }
    var merged = new HashSet<Integer>();
    for (int i = 0; i < split.size(); i++) {
      var lone = split.get(i);
      Integer host = hosts.get(lone.labels());
      if (lone.hasOnlyExemplars() && host != null) {
        var into = split.get(host);
        var exemplars = new ArrayList<>(into.exemplars());
        exemplars.addAll(lone.exemplars());
        into = into.withExemplars(exemplars);
        split.set(
            host, into.metadata().equals(NO_METADATA) ? into.withMetadata(lone.metadata()) : into);
        merged.add(i);
      }
    }
    return merged;
  }

  private void attach(
      List<Series> split,
      Set<Integer> secondHalves,
      Set<Integer> merged,
      List<MetricMetadata> messages) {
    var families = new HashMap<String, MetricMetadata>();
    messages.forEach(message -> families.putIfAbsent(message.getMetricFamilyName(), message));
    var attached = new HashSet<String>();
    for (int i = 0; i < split.size(); i++) {
      if (secondHalves.contains(i) || merged.contains(i)) {
        continue;
      }
      var name = split.get(i).metricName();
      var stripped =
          strip(
              name, "_total", "_bucket", "_sum", "_count", "_created", "_info", "_gsum", "_gcount");
      var message = families.getOrDefault(name, families.get(stripped));
      if (message != null) {
        attached.add(message.getMetricFamilyName());
        split.set(
            i,
            split
                .get(i)
                .withMetadata(
                    new Metadata(message.getTypeValue(), message.getHelp(), message.getUnit())));
      }
    }
    drop(DropReason.METADATA_WITHOUT_SERIES, messages.size() - attached.size());
  }
}

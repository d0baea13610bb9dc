package io.promferry.gateway.wire;

import com.google.protobuf.UnknownFieldSet;
import io.promferry.proto.v1.Exemplar;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/** What a splice has to come to, written on objects, straight from design section 4. */
final class ForcedLabelsOracle {
  private final LabelOracle labels;

  ForcedLabelsOracle(Map<String, String> forced, ConflictPolicy policy) {
    this(forced, policy, UnaryOperator.identity());
  }

  /** {@code gate} is what a gate makes of the labels that a series has else. */
  ForcedLabelsOracle(
      Map<String, String> forced,
      ConflictPolicy policy,
      UnaryOperator<Optional<SortedMap<String, String>>> gate) {
    this.labels = new LabelOracle(forced, policy, gate);
  }

  WriteRequest apply(WriteRequest request) {
    var result = WriteRequest.newBuilder();
    for (TimeSeries series : request.getTimeseriesList()) {
      apply(series).ifPresent(kept -> result.addAllTimeseries(pieces(kept)));
    }
    request.getMetadataList().stream()
        .filter(metadata -> !LabelOracle.isReserved(metadata.getMetricFamilyName()))
        .forEach(metadata ->
            result.addMetadata(
                metadata.toBuilder().setUnknownFields(UnknownFieldSet.getDefaultInstance())));
    return result.build();
  }

  private Optional<TimeSeries> apply(TimeSeries series) {
    if (!series.getHistogramsList().stream().allMatch(HistogramOracle::isConsistent)) {
      return Optional.empty();
    }
    var sent =
        series.getLabelsList().stream()
            .map(label -> Map.entry(label.getName(), label.getValue()))
            .toList();
    return labels
        .resolve(sent)
        .map(resolved -> {
          var result = TimeSeries.newBuilder(series).clearLabels().clearExemplars();
          resolved.forEach((name, value) -> result.addLabels(RandomRequests.label(name, value)));
          series.getExemplarsList().forEach(exemplar -> result.addExemplars(clean(exemplar)));
          return result.build();
        });
  }

  /** Samples and histograms of one series are never in one message. */
  private static List<TimeSeries> pieces(TimeSeries series) {
    return series.getSamplesCount() == 0 || series.getHistogramsCount() == 0
        ? List.of(series)
        : List.of(
            series.toBuilder().clearHistograms().build(),
            series.toBuilder().clearSamples().clearExemplars().build());
  }

  private Exemplar clean(Exemplar exemplar) {
    List<Label> kept =
        exemplar.getLabelsList().stream()
            .filter(label -> !labels.isForced(label.getName()))
            .toList();
    return exemplar.toBuilder().clearLabels().addAllLabels(kept).build();
  }
}

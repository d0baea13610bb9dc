package io.promferry.gateway.wire;

import com.google.protobuf.UnknownFieldSet;
import io.promferry.proto.v1.Exemplar;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a splice has to come to, written on objects, straight from design section 4. */
final class ForcedLabelsOracle {
  private final LabelOracle labels;

  ForcedLabelsOracle(Map<String, String> forced, ConflictPolicy policy) {
    this.labels = new LabelOracle(forced, policy);
  }

  WriteRequest apply(WriteRequest request) {
    var result = WriteRequest.newBuilder();
    request.getTimeseriesList().forEach(series -> apply(series).ifPresent(result::addTimeseries));
    request
        .getMetadataList()
        .forEach(metadata ->
            result.addMetadata(
                metadata.toBuilder().setUnknownFields(UnknownFieldSet.getDefaultInstance())));
    return result.build();
  }

  private Optional<TimeSeries> apply(TimeSeries series) {
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

  private Exemplar clean(Exemplar exemplar) {
    List<Label> kept =
        exemplar.getLabelsList().stream()
            .filter(label -> !labels.isForced(label.getName()))
            .toList();
    return exemplar.toBuilder().clearLabels().addAllLabels(kept).build();
  }
}

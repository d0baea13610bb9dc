package io.promferry.gateway.wire;

import io.promferry.proto.v1.Exemplar;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a splice has to come to, written on objects, straight from design section 4. */
final class ForcedLabelsOracle {
  private final Map<String, String> forced;
  private final ConflictPolicy policy;

  ForcedLabelsOracle(Map<String, String> forced, ConflictPolicy policy) {
    this.forced = forced;
    this.policy = policy;
  }

  WriteRequest apply(WriteRequest request) {
    var result = WriteRequest.newBuilder();
    request.getTimeseriesList().forEach(series -> apply(series).ifPresent(result::addTimeseries));
    return result.build();
  }

  private Optional<TimeSeries> apply(TimeSeries series) {
    var displaced = new TreeMap<String, String>();
    var kept = new LinkedHashMap<String, String>();
    var seen = new HashSet<String>();
    for (Label label : series.getLabelsList()) {
      if (forced.containsKey(label.getName())) {
        displaced.put(label.getName(), label.getValue());
      } else if (label.getName().isEmpty()) {
        return Optional.empty();
      } else if (!label.getValue().isEmpty()) {
        if (!seen.add(label.getName())) {
          return Optional.empty();
        }
        kept.put(label.getName(), label.getValue());
      }
    }
    if (!kept.containsKey("__name__")
        || (policy == ConflictPolicy.REFUSE_SERIES && !displaced.isEmpty())) {
      return Optional.empty();
    }
    if (policy == ConflictPolicy.KEEP_AS_EXPORTED) {
      displaced.forEach((name, value) -> keepAsExported(name, value, kept));
    }
    kept.putAll(forced);
    var result = TimeSeries.newBuilder(series).clearLabels().clearExemplars();
    // None of the names here sorts differently by bytes than by characters.
    new TreeMap<>(kept)
        .forEach((name, value) -> result.addLabels(RandomRequests.label(name, value)));
    series.getExemplarsList().forEach(exemplar -> result.addExemplars(clean(exemplar)));
    return Optional.of(result.build());
  }

  private static void keepAsExported(String name, String value, Map<String, String> kept) {
    if (!value.isEmpty()) {
      var exported = "exported_" + name;
      while (kept.containsKey(exported)) {
        exported = "exported_" + exported;
      }
      kept.put(exported, value);
    }
  }

  private Exemplar clean(Exemplar exemplar) {
    List<Label> labels =
        exemplar.getLabelsList().stream()
            .filter(label -> !forced.containsKey(label.getName()))
            .toList();
    return exemplar.toBuilder().clearLabels().addAllLabels(labels).build();
  }
}

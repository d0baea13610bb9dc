package io.promferry.gateway.wire;

import com.google.protobuf.ByteString;
import io.promferry.gateway.wire.ResolvedSeries.ResolvedExemplar;
import io.promferry.proto.v2.Exemplar;
import io.promferry.proto.v2.Histogram;
import io.promferry.proto.v2.Sample;
import io.promferry.proto.v2.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a splice of Remote Write 2.0 has to come to, written on objects. */
final class SymbolizedRequestOracle {
  private final LabelOracle labels;

  SymbolizedRequestOracle(Map<String, String> forced, ConflictPolicy policy) {
    this(forced, policy, UnaryOperator.identity());
  }

  /** {@code gate} is what a gate makes of the labels that a series has else. */
  SymbolizedRequestOracle(
      Map<String, String> forced,
      ConflictPolicy policy,
      UnaryOperator<Optional<SortedMap<String, String>>> gate) {
    this.labels = new LabelOracle(forced, policy, gate);
  }

  List<ResolvedSeries> apply(SymbolizedRequest request) {
    return request.series().stream().flatMap(series -> apply(series, request.symbols())).toList();
  }

  private Stream<ResolvedSeries> apply(TimeSeries series, List<ByteString> symbols) {
    if (!isReadable(series, symbols)
        || !series.getHistogramsList().stream().allMatch(HistogramOracle::isConsistent)) {
      return Stream.empty();
    }
    IntFunction<String> text = ref -> symbols.get(ref).toStringUtf8();
    return labels
        .resolve(ResolvedSeries.labels(series.getLabelsRefsList(), text))
        .map(resolved -> List.copyOf(resolved.entrySet()))
        .stream()
        .flatMap(resolved -> pieces(series).map(piece -> resolve(piece, resolved, text)));
  }

  private static boolean isReadable(TimeSeries series, List<ByteString> symbols) {
    var lists = new ArrayList<List<Integer>>();
    lists.add(series.getLabelsRefsList());
    series.getExemplarsList().forEach(exemplar -> lists.add(exemplar.getLabelsRefsList()));
    if (series.hasMetadata()) {
      lists.add(List.of(series.getMetadata().getHelpRef(), series.getMetadata().getUnitRef()));
    }
    return lists.stream().allMatch(refs -> refs.size() % 2 == 0)
        && lists.stream()
            .flatMap(List::stream)
            .allMatch(ref -> ref >= 0 && ref < symbols.size() && symbols.get(ref).isValidUtf8());
  }

  private static Stream<TimeSeries> pieces(TimeSeries series) {
    if (series.getSamplesCount() == 0 || series.getHistogramsCount() == 0) {
      return Stream.of(series);
    }
    return Stream.of(
        series.toBuilder().clearHistograms().build(),
        series.toBuilder().clearSamples().clearExemplars().clearMetadata().build());
  }

  private ResolvedSeries resolve(
      TimeSeries piece, List<Map.Entry<String, String>> resolved, IntFunction<String> text) {
    long created = piece.getCreatedTimestamp();
    return new ResolvedSeries(
        resolved,
        piece.getSamplesList().stream().map(sample -> started(sample, created)).toList(),
        piece.getHistogramsList().stream().map(histogram -> started(histogram, created)).toList(),
        piece.getExemplarsList().stream().map(exemplar -> clean(exemplar, text)).toList(),
        piece.hasMetadata()
            ? Optional.of(ResolvedSeries.metadata(piece.getMetadata(), text))
            : Optional.empty(),
        created == 0 ? commonStart(piece) : created);
  }

  private static ByteString started(Sample sample, long created) {
    return sample.getStartTimestamp() != 0
        ? sample.toByteString()
        : sample.toBuilder().setStartTimestamp(created).build().toByteString();
  }

  private static ByteString started(Histogram histogram, long created) {
    return histogram.getStartTimestamp() != 0
        ? histogram.toByteString()
        : histogram.toBuilder().setStartTimestamp(created).build().toByteString();
  }

  private static long commonStart(TimeSeries piece) {
    Set<Long> starts =
        Stream.concat(
                piece.getSamplesList().stream().map(Sample::getStartTimestamp),
                piece.getHistogramsList().stream().map(Histogram::getStartTimestamp))
            .collect(Collectors.toSet());
    return starts.size() == 1 ? starts.iterator().next() : 0;
  }

  private ResolvedExemplar clean(Exemplar exemplar, IntFunction<String> text) {
    var refs = exemplar.getLabelsRefsList();
    var kept =
        IntStream.range(0, refs.size())
            .filter(i -> !labels.isForced(text.apply(refs.get(i - i % 2))))
            .mapToObj(refs::get)
            .toList();
    return ResolvedSeries.exemplar(
        exemplar.toBuilder().clearLabelsRefs().addAllLabelsRefs(kept).build(), text);
  }
}

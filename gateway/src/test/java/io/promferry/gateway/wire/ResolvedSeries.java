package io.promferry.gateway.wire;

import com.google.protobuf.ByteString;
import io.promferry.proto.v2.Exemplar;
import io.promferry.proto.v2.Histogram;
import io.promferry.proto.v2.Metadata;
import io.promferry.proto.v2.Request;
import io.promferry.proto.v2.Sample;
import io.promferry.proto.v2.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A series of Remote Write 2.0 without references. Samples and histograms are bytes, so that two
 * kinds of NaN are not equal.
 */
record ResolvedSeries(
    List<Map.Entry<String, String>> labels,
    List<ByteString> samples,
    List<ByteString> histograms,
    List<ResolvedExemplar> exemplars,
    Optional<ResolvedMetadata> metadata,
    long createdTimestamp) {
  record ResolvedExemplar(List<Map.Entry<String, String>> labels, long valueBits, long timestamp) {}

  record ResolvedMetadata(int type, String help, String unit) {}

  static List<ResolvedSeries> of(Request request) {
    return request.getTimeseriesList().stream()
        .map(series -> of(series, request::getSymbols))
        .toList();
  }

  private static ResolvedSeries of(TimeSeries series, IntFunction<String> symbols) {
    return new ResolvedSeries(
        labels(series.getLabelsRefsList(), symbols),
        series.getSamplesList().stream().map(Sample::toByteString).toList(),
        series.getHistogramsList().stream().map(Histogram::toByteString).toList(),
        series.getExemplarsList().stream().map(exemplar -> exemplar(exemplar, symbols)).toList(),
        series.hasMetadata()
            ? Optional.of(metadata(series.getMetadata(), symbols))
            : Optional.empty(),
        series.getCreatedTimestamp());
  }

  static ResolvedExemplar exemplar(Exemplar exemplar, IntFunction<String> symbols) {
    return new ResolvedExemplar(
        labels(exemplar.getLabelsRefsList(), symbols),
        Double.doubleToRawLongBits(exemplar.getValue()),
        exemplar.getTimestamp());
  }

  static ResolvedMetadata metadata(Metadata metadata, IntFunction<String> symbols) {
    return new ResolvedMetadata(
        metadata.getTypeValue(),
        symbols.apply(metadata.getHelpRef()),
        symbols.apply(metadata.getUnitRef()));
  }

  static List<Map.Entry<String, String>> labels(List<Integer> refs, IntFunction<String> symbols) {
    var labels = new ArrayList<Map.Entry<String, String>>();
    for (int i = 0; i < refs.size(); i += 2) {
      labels.add(Map.entry(symbols.apply(refs.get(i)), symbols.apply(refs.get(i + 1))));
    }
    return labels;
  }
}

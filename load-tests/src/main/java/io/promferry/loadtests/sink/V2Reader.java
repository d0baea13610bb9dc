package io.promferry.loadtests.sink;

import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.loadtests.sample.Exemplar;
import io.promferry.loadtests.sample.Metadata;
import io.promferry.loadtests.sample.Series;
import io.promferry.proto.v1.Histogram;
import io.promferry.proto.v2.Metadata.MetricType;
import io.promferry.proto.v2.Request;
import io.promferry.proto.v2.TimeSeries;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts what a request of version 2 holds into an archive. */
final class V2Reader {
  static final String PROTOCOL = "rw2";

  private static final String TYPE_PREFIX = "METRIC_TYPE_";

  private final List<String> symbols;
  private final Archive archive;

  private V2Reader(List<String> symbols, Archive archive) {
    this.symbols = symbols;
    this.archive = archive;
  }

  static Written read(Request request, Archive archive) throws InvalidProtocolBufferException {
    var reader = new V2Reader(request.getSymbolsList(), archive);
    var samples = 0;
    var histograms = 0;
    var exemplars = 0;
    for (var series : request.getTimeseriesList()) {
      reader.read(series);
      samples += series.getSamplesCount();
      histograms += series.getHistogramsCount();
      exemplars += series.getExemplarsCount();
    }
    return new Written(samples, histograms, exemplars);
  }

  private void read(TimeSeries one) throws InvalidProtocolBufferException {
    var series = Series.of(labels(one.getLabelsRefsList()));
    archive.protocol(series, PROTOCOL);
    for (var sample : one.getSamplesList()) {
      archive.sample(series, sample.getTimestamp(), sample.getValue());
    }
    for (var histogram : one.getHistogramsList()) {
      archive.histogram(
          series,
          histogram.getTimestamp(),
          HistogramReader.read(Histogram.parseFrom(histogram.toByteString())));
    }
    for (var exemplar : one.getExemplarsList()) {
      archive.exemplar(
          series,
          exemplar.getTimestamp(),
          new Exemplar(labels(exemplar.getLabelsRefsList()), exemplar.getValue()));
    }
    readMetadata(series, one.getMetadata());
  }

  private void readMetadata(Series series, io.promferry.proto.v2.Metadata said) {
    if (said.getType() != MetricType.METRIC_TYPE_UNSPECIFIED || said.getHelpRef() != 0) {
      archive.metadata(
          series.label("tenant"),
          series.label("__name__"),
          new Metadata(
              said.getType().name().substring(TYPE_PREFIX.length()).toLowerCase(Locale.ROOT),
              symbols.get(said.getHelpRef()),
              symbols.get(said.getUnitRef())));
    }
  }

  private Map<String, String> labels(List<Integer> references) {
    var labels = new HashMap<String, String>();
    for (var at = 0; at < references.size(); at += 2) {
      labels.put(symbols.get(references.get(at)), symbols.get(references.get(at + 1)));
    }
    return labels;
  }
}

package io.promferry.loadtests.sink;

import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.loadtests.sample.Metadata;
import io.promferry.proto.v1.Histogram;
import io.promferry.proto.v2.Metadata.MetricType;
import io.promferry.proto.v2.Request;
import io.promferry.proto.v2.TimeSeries;
import java.util.Locale;

/** Tells what a request of version 2 holds. */
final class V2Reader {
  private static final String TYPE_PREFIX = "METRIC_TYPE_";

  private final Symbols symbols;
  private final Contents contents;

  private V2Reader(Symbols symbols, Contents contents) {
    this.symbols = symbols;
    this.contents = contents;
  }

  static Written read(Request request, Contents contents) throws InvalidProtocolBufferException {
    var reader = new V2Reader(new Symbols(request), contents);
    var written = Written.NOTHING;
    for (var series : request.getTimeseriesList()) {
      reader.read(series);
      written =
          written.plus(
              series.getSamplesCount(), series.getHistogramsCount(), series.getExemplarsCount());
    }
    return written;
  }

  private void read(TimeSeries one) throws InvalidProtocolBufferException {
    var series = symbols.labels(one.getLabelsRefsList());
    for (var sample : one.getSamplesList()) {
      contents.sample(series, sample.getTimestamp(), sample.getValue());
    }
    for (var histogram : one.getHistogramsList()) {
      contents.histogram(series, Histogram.parseFrom(histogram.toByteString()));
    }
    for (var exemplar : one.getExemplarsList()) {
      contents.exemplar(
          series,
          symbols.labels(exemplar.getLabelsRefsList()),
          exemplar.getTimestamp(),
          exemplar.getValue());
    }
    readMetadata(series, one.getMetadata());
  }

  private void readMetadata(V2Labels series, io.promferry.proto.v2.Metadata said) {
    if (said.getType() != MetricType.METRIC_TYPE_UNSPECIFIED || said.getHelpRef() != 0) {
      contents.metadata(
          series,
          new Metadata(
              said.getType().name().substring(TYPE_PREFIX.length()).toLowerCase(Locale.ROOT),
              symbols.text(said.getHelpRef()),
              symbols.text(said.getUnitRef())));
    }
  }
}

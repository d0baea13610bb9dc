package io.promferry.loadtests.driver.body;

import io.promferry.loadtests.driver.shape.Batch;
import io.promferry.loadtests.driver.shape.Metadata;
import io.promferry.loadtests.driver.shape.NativeHistogram;
import io.promferry.loadtests.driver.shape.SeriesContent;
import io.promferry.proto.v2.BucketSpan;
import io.promferry.proto.v2.Exemplar;
import io.promferry.proto.v2.Histogram;
import io.promferry.proto.v2.Metadata.MetricType;
import io.promferry.proto.v2.Request;
import io.promferry.proto.v2.Sample;
import io.promferry.proto.v2.TimeSeries;

/**
 * Remote write 2, as Prometheus 3.5 writes it with metadata in its log: of each entry the
 * metadata's symbols come before the labels'. Exemplars come after all samples, as entries of their
 * own.
 */
final class Message2 implements Message {
  private final SeriesContent series;

  Message2(SeriesContent series) {
    this.series = series;
  }

  @Override
  public byte[] encode(Batch batch, Filling filling) {
    var symbols = new Symbols();
    var request = Request.newBuilder();
    batch.numbers().forEach(number -> request.addTimeseries(point(number, filling, symbols)));
    batch
        .numbers()
        .filter(series::hasExemplar)
        .forEach(number -> request.addTimeseries(exemplar(number, filling, symbols)));
    return request.addAllSymbols(symbols.texts()).build().toByteArray();
  }

  private TimeSeries.Builder point(int number, Filling filling, Symbols symbols) {
    var entry = described(number, filling, symbols);
    return series.isHistogram(number)
        ? entry.addHistograms(histogram(series.histogram(number), filling.timestamp()))
        : entry.addSamples(sample(number, filling));
  }

  private Sample.Builder sample(int number, Filling filling) {
    double value = series.isMarker(number) ? filling.tenant() : series.value(number);
    return Sample.newBuilder().setValue(value).setTimestamp(filling.timestamp());
  }

  private TimeSeries.Builder exemplar(int number, Filling filling, Symbols symbols) {
    return described(number, filling, symbols)
        .addExemplars(
            Exemplar.newBuilder()
                .addLabelsRefs(symbols.reference(Message.TRACE))
                .addLabelsRefs(symbols.reference(series.trace(number)))
                .setValue(series.value(number))
                .setTimestamp(filling.timestamp()));
  }

  private TimeSeries.Builder described(int number, Filling filling, Symbols symbols) {
    var entry = TimeSeries.newBuilder().setMetadata(metadata(series.metadata(number), symbols));
    series
        .labels(number, filling.generation())
        .forEach((name, value) ->
            entry.addLabelsRefs(symbols.reference(name)).addLabelsRefs(symbols.reference(value)));
    return entry;
  }

  private static io.promferry.proto.v2.Metadata.Builder metadata(
      Metadata metadata, Symbols symbols) {
    return io.promferry.proto.v2.Metadata.newBuilder()
        .setType(
            switch (metadata.type()) {
              case COUNTER -> MetricType.METRIC_TYPE_COUNTER;
              case GAUGE -> MetricType.METRIC_TYPE_GAUGE;
              case HISTOGRAM, NATIVE_HISTOGRAM -> MetricType.METRIC_TYPE_HISTOGRAM;
              case SUMMARY -> MetricType.METRIC_TYPE_SUMMARY;
            })
        .setHelpRef(symbols.reference(metadata.help()))
        .setUnitRef(symbols.reference(metadata.unit()));
  }

  private static Histogram.Builder histogram(NativeHistogram histogram, long timestamp) {
    return Histogram.newBuilder()
        .setCountInt(histogram.count())
        .setSum(histogram.sum())
        .setSchema(histogram.schema())
        .setZeroThreshold(Message.ZERO_THRESHOLD)
        .setZeroCountInt(histogram.zeroCount())
        .addPositiveSpans(
            BucketSpan.newBuilder()
                .setOffset(histogram.offset())
                .setLength(histogram.deltas().size()))
        .addAllPositiveDeltas(histogram.deltas())
        .setTimestamp(timestamp);
  }
}

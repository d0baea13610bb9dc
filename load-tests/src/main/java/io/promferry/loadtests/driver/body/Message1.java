package io.promferry.loadtests.driver.body;

import io.promferry.loadtests.driver.shape.Batch;
import io.promferry.loadtests.driver.shape.NativeHistogram;
import io.promferry.loadtests.driver.shape.SeriesContent;
import io.promferry.proto.v1.BucketSpan;
import io.promferry.proto.v1.Exemplar;
import io.promferry.proto.v1.Histogram;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;

/** Remote write 1. Exemplars come after all samples, as entries of their own. */
final class Message1 implements Message {
  private final SeriesContent series;

  Message1(SeriesContent series) {
    this.series = series;
  }

  @Override
  public byte[] encode(Batch batch, Filling filling) {
    var request = WriteRequest.newBuilder();
    batch.numbers().forEach(number -> request.addTimeseries(point(number, filling)));
    batch
        .numbers()
        .filter(series::hasExemplar)
        .forEach(number -> request.addTimeseries(exemplar(number, filling)));
    return request.build().toByteArray();
  }

  private TimeSeries.Builder point(int number, Filling filling) {
    var entry = labelled(number, filling);
    return series.isHistogram(number)
        ? entry.addHistograms(histogram(series.histogram(number), filling.timestamp()))
        : entry.addSamples(sample(number, filling));
  }

  private Sample.Builder sample(int number, Filling filling) {
    double value = series.isMarker(number) ? filling.tenant() : series.value(number);
    return Sample.newBuilder().setValue(value).setTimestamp(filling.timestamp());
  }

  private TimeSeries.Builder exemplar(int number, Filling filling) {
    return labelled(number, filling)
        .addExemplars(
            Exemplar.newBuilder()
                .addLabels(label(Message.TRACE, series.trace(number)))
                .setValue(series.value(number))
                .setTimestamp(filling.timestamp()));
  }

  private TimeSeries.Builder labelled(int number, Filling filling) {
    var entry = TimeSeries.newBuilder();
    series
        .labels(number, filling.generation())
        .forEach((name, value) -> entry.addLabels(label(name, value)));
    return entry;
  }

  private static Label.Builder label(String name, String value) {
    return Label.newBuilder().setName(name).setValue(value);
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

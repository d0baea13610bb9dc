package io.promferry.loadtests.driver.body;

import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;

/** Remote write 1. */
final class Message1 implements Message {
  private final SeriesContent series;

  Message1(SeriesContent series) {
    this.series = series;
  }

  @Override
  public byte[] encode(Batch batch, Filling filling) {
    var request = WriteRequest.newBuilder();
    for (int i = 0; i < batch.seriesCount(); i++) {
      request.addTimeseries(one(batch.firstSeries() + i, filling));
    }
    return request.build().toByteArray();
  }

  @Override
  public int timestamps(Batch batch) {
    return batch.seriesCount();
  }

  private TimeSeries one(int number, Filling filling) {
    var one = TimeSeries.newBuilder();
    series
        .labels(number, filling.generation())
        .forEach((name, value) -> one.addLabels(Label.newBuilder().setName(name).setValue(value)));
    double value = series.isMarker(number) ? filling.tenant() : series.value(number);
    return one.addSamples(Sample.newBuilder().setValue(value).setTimestamp(filling.timestamp()))
        .build();
  }
}

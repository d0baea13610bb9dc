package io.promferry.loadtests.sample;

import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.xerial.snappy.Snappy;

/** A write of one series with one sample. */
public record OneSeries(String name, Map<String, String> labels, Instant time, double value) {
  /** As it is sent, in version 1. */
  public byte[] body() {
    var series = TimeSeries.newBuilder();
    var sorted = new TreeMap<>(labels);
    sorted.put("__name__", name);
    sorted.forEach((label, of) -> series.addLabels(Label.newBuilder().setName(label).setValue(of)));
    series.addSamples(Sample.newBuilder().setTimestamp(time.toEpochMilli()).setValue(value));
    try {
      return Snappy.compress(WriteRequest.newBuilder().addTimeseries(series).build().toByteArray());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

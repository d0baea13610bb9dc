package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.RandomRequests.label;

import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.WriteRequest;
import io.promferry.proto.v2.Exemplar;
import io.promferry.proto.v2.Histogram;
import io.promferry.proto.v2.Metadata;
import io.promferry.proto.v2.Request;
import io.promferry.proto.v2.Sample;
import io.promferry.proto.v2.TimeSeries;
import java.util.ArrayList;
import java.util.List;

/** One series of a test, to be encoded in either version; the methods that add to it return it. */
final class SeriesExample {
  private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

  private final List<Label> labels = new ArrayList<>();
  private final List<Double> exemplars = new ArrayList<>();
  private final TimeSeries.Builder series = TimeSeries.newBuilder();
  private int type;
  private String help = "";

  /** A series with the metric name, and then labels as names and values in turn, sorted. */
  static SeriesExample series(String metric, String... labels) {
    var example = new SeriesExample();
    example.labels.add(label("__name__", metric));
    for (int i = 0; i < labels.length; i += 2) {
      example.labels.add(label(labels[i], labels[i + 1]));
    }
    return example;
  }

  SeriesExample withSample(long timestamp) {
    return withSample(timestamp, 0);
  }

  SeriesExample withSample(long timestamp, long startTimestamp) {
    series.addSamples(
        Sample.newBuilder()
            .setValue(timestamp + 0.5)
            .setTimestamp(timestamp)
            .setStartTimestamp(startTimestamp));
    return this;
  }

  SeriesExample withStaleMarker() {
    series.addSamples(Sample.newBuilder().setValue(STALE).setTimestamp(1));
    return this;
  }

  SeriesExample withHistogram(int schema, long startTimestamp) {
    series.addHistograms(
        Histogram.newBuilder()
            .setCountInt(3)
            .setSum(1.5)
            .setSchema(schema)
            .setTimestamp(7)
            .setStartTimestamp(startTimestamp));
    return this;
  }

  SeriesExample withHistogramAt(long timestamp) {
    series.addHistograms(Histogram.newBuilder().setTimestamp(timestamp));
    return this;
  }

  SeriesExample withExemplar(double value) {
    exemplars.add(value);
    return this;
  }

  SeriesExample withMetadata(int newType, String newHelp) {
    type = newType;
    help = newHelp;
    return this;
  }

  SeriesExample withCreated(long created) {
    series.setCreatedTimestamp(created);
    return this;
  }

  static byte[] encode(WriteVersion version, SeriesExample... examples) {
    return switch (version) {
      case RW1 -> {
        var request = WriteRequest.newBuilder();
        for (SeriesExample example : examples) {
          request.addTimeseries(example.rw1());
        }
        yield request.build().toByteArray();
      }
      case RW2 -> {
        var symbols = new ArrayList<>(List.of(""));
        var request = Request.newBuilder();
        for (SeriesExample example : examples) {
          request.addTimeseries(example.rw2(symbols));
        }
        yield request.addAllSymbols(symbols).build().toByteArray();
      }
    };
  }

  io.promferry.proto.v1.TimeSeries rw1() {
    var rw1 = io.promferry.proto.v1.TimeSeries.newBuilder().addAllLabels(labels);
    try {
      for (Sample sample : series.getSamplesList()) {
        rw1.addSamples(io.promferry.proto.v1.Sample.parseFrom(sample.toByteString()));
      }
      for (Histogram histogram : series.getHistogramsList()) {
        rw1.addHistograms(io.promferry.proto.v1.Histogram.parseFrom(histogram.toByteString()));
      }
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
    for (double value : exemplars) {
      rw1.addExemplars(
          io.promferry.proto.v1.Exemplar.newBuilder()
              .addLabels(label("trace_id", "0af7"))
              .setValue(value)
              .setTimestamp(1));
    }
    return rw1.build();
  }

  private TimeSeries rw2(List<String> symbols) {
    var rw2 = series.clone();
    for (Label label : labels) {
      rw2.addLabelsRefs(ref(label.getName(), symbols))
          .addLabelsRefs(ref(label.getValue(), symbols));
    }
    for (double value : exemplars) {
      rw2.addExemplars(
          Exemplar.newBuilder()
              .addLabelsRefs(ref("trace_id", symbols))
              .addLabelsRefs(ref("0af7", symbols))
              .setValue(value)
              .setTimestamp(1));
    }
    if (type != 0 || !help.isEmpty()) {
      rw2.setMetadata(Metadata.newBuilder().setTypeValue(type).setHelpRef(ref(help, symbols)));
    }
    return rw2.build();
  }

  private static int ref(String text, List<String> symbols) {
    if (!symbols.contains(text)) {
      symbols.add(text);
    }
    return symbols.indexOf(text);
  }
}

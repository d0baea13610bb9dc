package io.promferry.gateway.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.promferry.proto.v1.Exemplar;
import io.promferry.proto.v1.Histogram;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.MetricMetadata;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Write requests of every shape that the specification and its users know, by a seeded generator.
 */
final class RandomRequests {
  static final List<String> NAMES =
      List.of(
          "__name__",
          "job",
          "instance",
          "tenant",
          "vpc",
          "exported_tenant",
          "exported_vpc",
          "zone",
          "a",
          "tenan",
          "tenant_",
          "vpc0",
          "été",
          "");
  static final List<String> VALUES =
      List.of(
          "",
          "up",
          "10.0.1.3:9090",
          "other",
          "größe",
          "x".repeat(200),
          "\uD83D\uDE00",
          "promferry_tenant_up",
          "v");

  private final RandomGenerator random;
  private final RandomHistograms histograms;

  RandomRequests(RandomGenerator random) {
    this.random = random;
    this.histograms = new RandomHistograms(random);
  }

  WriteRequest next() {
    var request = WriteRequest.newBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      request.addTimeseries(series());
    }
    for (int i = random.nextInt(6) == 0 ? 2 : 0; i > 0; i--) {
      request.addMetadata(metadata());
    }
    return request.build();
  }

  private MetricMetadata metadata() {
    var metadata =
        MetricMetadata.newBuilder()
            .setTypeValue(random.nextInt(-1, 8))
            .setMetricFamilyName(pick(VALUES))
            .setHelp(pick(VALUES))
            .setUnit(pick(VALUES));
    if (random.nextBoolean()) {
      metadata.setUnknownFields(
          UnknownFieldSet.newBuilder()
              .addField(11, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
              .build());
    }
    return metadata.build();
  }

  private TimeSeries series() {
    var series = TimeSeries.newBuilder();
    boolean tidy = random.nextBoolean();
    if (tidy) {
      series.addLabels(label("__name__", random.nextInt(8) == 0 ? "promferry_tenant_up" : "up"));
      series.addLabels(label("instance", pick(VALUES)));
      series.addLabels(label("job", "node"));
    } else {
      for (int i = random.nextInt(7); i > 0; i--) {
        series.addLabels(label(pick(NAMES), pick(VALUES)));
      }
      if (random.nextInt(4) != 0) {
        series.addLabels(label("__name__", "up"));
      }
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      series.addSamples(Sample.newBuilder().setValue(value()).setTimestamp(random.nextLong()));
    }
    for (int i = random.nextInt(5) == 0 ? 2 : 0; i > 0; i--) {
      series.addExemplars(
          Exemplar.newBuilder()
              .addLabels(label(pick(NAMES), pick(VALUES)))
              .addLabels(label("trace_id", "0af7"))
              .setValue(value())
              .setTimestamp(1));
    }
    if (random.nextInt(5) == 0) {
      series.addHistograms(histogram());
    }
    return series.build();
  }

  private Histogram histogram() {
    try {
      return Histogram.parseFrom(histograms.next().build().toByteString());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  double value() {
    return random.nextInt(4) == 0
        ? Double.longBitsToDouble(0x7ff0000000000002L)
        : random.nextDouble();
  }

  String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  static Label label(String name, String value) {
    return Label.newBuilder().setName(name).setValue(value).build();
  }
}

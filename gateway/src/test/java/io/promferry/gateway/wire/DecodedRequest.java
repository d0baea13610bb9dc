package io.promferry.gateway.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.MetricMetadata;
import io.promferry.proto.v1.WriteRequest;
import io.promferry.proto.v2.Exemplar;
import io.promferry.proto.v2.Histogram;
import io.promferry.proto.v2.Request;
import io.promferry.proto.v2.Sample;
import java.util.ArrayList;
import java.util.List;

/**
 * A request of either version as protobuf-java decodes it, in terms that both versions share:
 * references looked up, and the messages of version 2, which can say all that version 1 can.
 *
 * @param metadata messages beside the series; in version 2 there are none
 */
record DecodedRequest(List<Series> series, List<MetricMetadata> metadata) {
  static final Metadata NO_METADATA = new Metadata(0, "", "");

  /** What a metric's metadata says. */
  record Metadata(int type, String help, String unit) {}

  /** An exemplar whose labels are no references; {@code rest} has the other fields. */
  record LabelledExemplar(List<Label> labels, Exemplar rest) {}

  /** One series; {@code created} is its field 6. */
  record Series(
      List<Label> labels,
      List<Sample> samples,
      List<Histogram> histograms,
      List<LabelledExemplar> exemplars,
      Metadata metadata,
      long created) {
    boolean hasPoints() {
      return !samples.isEmpty() || !histograms.isEmpty();
    }

    boolean hasOnlyExemplars() {
      return !hasPoints() && !exemplars.isEmpty();
    }

    String metricName() {
      return labels.stream()
          .filter(label -> label.getName().equals("__name__"))
          .findFirst()
          .orElseThrow()
          .getValue();
    }

    Series withMetadata(Metadata other) {
      return new Series(labels, samples, histograms, exemplars, other, created);
    }

    Series withExemplars(List<LabelledExemplar> others) {
      return new Series(labels, samples, histograms, others, metadata, created);
    }

    /** Everything as bytes, because protobuf-java thinks that one NaN equals another. */
    List<Object> bits() {
      return List.of(
          labels,
          samples.stream().map(Sample::toByteString).toList(),
          histograms.stream().map(Histogram::toByteString).toList(),
          exemplars.stream().map(e -> List.of(e.labels, e.rest.toByteString())).toList(),
          metadata,
          created);
    }
  }

  static DecodedRequest of(byte[] body, WriteVersion version)
      throws InvalidProtocolBufferException {
    return switch (version) {
      case RW1 -> of(WriteRequest.parseFrom(body));
      case RW2 -> of(Request.parseFrom(body));
    };
  }

  static DecodedRequest of(WriteRequest request) {
    return new DecodedRequest(
        request.getTimeseriesList().stream().map(DecodedRequest::of).toList(),
        request.getMetadataList());
  }

  static DecodedRequest of(Request request) {
    return new DecodedRequest(
        request.getTimeseriesList().stream().map(s -> of(s, request.getSymbolsList())).toList(),
        List.of());
  }

  List<Object> bits() {
    return List.of(series.stream().map(Series::bits).toList(), metadata);
  }

  PartCounts counts() {
    return series.stream()
        .map(s -> new PartCounts(s.samples.size(), s.histograms.size(), s.exemplars.size()))
        .reduce(PartCounts.NONE, PartCounts::plus);
  }

  private static Series of(io.promferry.proto.v1.TimeSeries series) {
    return new Series(
        series.getLabelsList(),
        series.getSamplesList().stream().map(DecodedRequest::sample).toList(),
        series.getHistogramsList().stream().map(DecodedRequest::histogram).toList(),
        series.getExemplarsList().stream().map(DecodedRequest::exemplar).toList(),
        NO_METADATA,
        0);
  }

  private static Sample sample(io.promferry.proto.v1.Sample sample) {
    return Sample.newBuilder()
        .setValue(sample.getValue())
        .setTimestamp(sample.getTimestamp())
        .setUnknownFields(sample.getUnknownFields())
        .build();
  }

  private static Histogram histogram(io.promferry.proto.v1.Histogram histogram) {
    try {
      ByteString known =
          histogram.toBuilder()
              .setUnknownFields(UnknownFieldSet.getDefaultInstance())
              .build()
              .toByteString();
      return Histogram.parseFrom(known).toBuilder()
          .setUnknownFields(histogram.getUnknownFields())
          .build();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static LabelledExemplar exemplar(io.promferry.proto.v1.Exemplar exemplar) {
    return new LabelledExemplar(
        exemplar.getLabelsList(),
        Exemplar.newBuilder()
            .setValue(exemplar.getValue())
            .setTimestamp(exemplar.getTimestamp())
            .setUnknownFields(exemplar.getUnknownFields())
            .build());
  }

  private static Series of(io.promferry.proto.v2.TimeSeries series, List<String> symbols) {
    var metadata = series.getMetadata();
    return new Series(
        labels(series.getLabelsRefsList(), symbols),
        series.getSamplesList(),
        series.getHistogramsList(),
        series.getExemplarsList().stream()
            .map(e ->
                new LabelledExemplar(
                    labels(e.getLabelsRefsList(), symbols),
                    e.toBuilder().clearLabelsRefs().build()))
            .toList(),
        series.hasMetadata()
            ? new Metadata(
                metadata.getTypeValue(),
                symbols.get(metadata.getHelpRef()),
                symbols.get(metadata.getUnitRef()))
            : NO_METADATA,
        series.getCreatedTimestamp());
  }

  private static List<Label> labels(List<Integer> refs, List<String> symbols) {
    var labels = new ArrayList<Label>();
    for (int i = 0; i < refs.size(); i += 2) {
      labels.add(RandomRequests.label(symbols.get(refs.get(i)), symbols.get(refs.get(i + 1))));
    }
    return labels;
  }
}

package io.promferry.loadtests.sink;

import static java.util.stream.Collectors.toMap;

import io.promferry.loadtests.sample.Exemplar;
import io.promferry.loadtests.sample.Metadata;
import io.promferry.loadtests.sample.Series;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts what a request of version 1 holds into an archive. */
final class V1Reader {
  static final String PROTOCOL = "rw1";

  private V1Reader() {}

  /**
   * @param tenant whose metadata it is: in this version metadata names no series
   */
  static void read(WriteRequest request, String tenant, Archive archive) {
    request.getTimeseriesList().forEach(series -> read(series, archive));
    for (var said : request.getMetadataList()) {
      archive.metadata(
          tenant,
          said.getMetricFamilyName(),
          new Metadata(
              said.getType().name().toLowerCase(Locale.ROOT), said.getHelp(), said.getUnit()));
    }
  }

  private static void read(TimeSeries one, Archive archive) {
    var series = Series.of(labels(one.getLabelsList()));
    archive.protocol(series, PROTOCOL);
    for (var sample : one.getSamplesList()) {
      archive.sample(series, sample.getTimestamp(), sample.getValue());
    }
    for (var histogram : one.getHistogramsList()) {
      archive.histogram(series, histogram.getTimestamp(), HistogramReader.read(histogram));
    }
    for (var exemplar : one.getExemplarsList()) {
      archive.exemplar(
          series,
          exemplar.getTimestamp(),
          new Exemplar(labels(exemplar.getLabelsList()), exemplar.getValue()));
    }
  }

  private static Map<String, String> labels(List<Label> labels) {
    return labels.stream().collect(toMap(Label::getName, Label::getValue));
  }
}

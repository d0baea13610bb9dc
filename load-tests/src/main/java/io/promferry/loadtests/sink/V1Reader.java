package io.promferry.loadtests.sink;

import io.promferry.loadtests.sample.Metadata;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import java.util.Locale;

/** Tells what a request of version 1 holds. */
final class V1Reader {
  private V1Reader() {}

  static Written read(WriteRequest request, Contents contents) {
    var written = Written.NOTHING;
    for (var series : request.getTimeseriesList()) {
      read(series, contents);
      written =
          written.plus(
              series.getSamplesCount(), series.getHistogramsCount(), series.getExemplarsCount());
    }
    for (var said : request.getMetadataList()) {
      contents.metadata(
          said.getMetricFamilyName(),
          new Metadata(
              said.getType().name().toLowerCase(Locale.ROOT), said.getHelp(), said.getUnit()));
    }
    return written;
  }

  private static void read(TimeSeries one, Contents contents) {
    var series = new V1Labels(one.getLabelsList());
    for (var sample : one.getSamplesList()) {
      contents.sample(series, sample.getTimestamp(), sample.getValue());
    }
    for (var histogram : one.getHistogramsList()) {
      contents.histogram(series, histogram);
    }
    for (var exemplar : one.getExemplarsList()) {
      contents.exemplar(
          series,
          new V1Labels(exemplar.getLabelsList()),
          exemplar.getTimestamp(),
          exemplar.getValue());
    }
  }
}

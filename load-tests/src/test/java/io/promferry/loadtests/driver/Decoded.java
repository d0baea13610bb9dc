package io.promferry.loadtests.driver;

import io.promferry.proto.v1.WriteRequest;
import io.promferry.proto.v2.Request;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import org.xerial.snappy.Snappy;

/** A body as a receiver understands it, whatever its version. */
record Decoded(List<Entry> entries) {
  /** A series with one point; its labels in the order of the message. */
  record Entry(String labels, String kind, double value, long timestamp) {}

  static Decoded of(WriteProtocol protocol, byte[] body) throws IOException {
    var message = Snappy.uncompress(body);
    return new Decoded(
        switch (protocol) {
          case RW1 ->
              WriteRequest.parseFrom(message).getTimeseriesList().stream()
                  .map(Decoded::entry)
                  .toList();
          case RW2 -> {
            var request = Request.parseFrom(message);
            yield request.getTimeseriesList().stream()
                .map(series -> entry(series, request.getSymbolsList()))
                .toList();
          }
        });
  }

  private static Entry entry(io.promferry.proto.v1.TimeSeries series) {
    var labels = new LinkedHashMap<String, String>();
    series.getLabelsList().forEach(label -> labels.put(label.getName(), label.getValue()));
    if (series.getHistogramsCount() == 1) {
      var histogram = series.getHistograms(0);
      return new Entry(
          labels.toString(), "histogram", histogram.getSum(), histogram.getTimestamp());
    }
    if (series.getExemplarsCount() == 1) {
      var exemplar = series.getExemplars(0);
      return new Entry(labels.toString(), "exemplar", exemplar.getValue(), exemplar.getTimestamp());
    }
    var sample = series.getSamples(0);
    return new Entry(labels.toString(), "sample", sample.getValue(), sample.getTimestamp());
  }

  private static Entry entry(io.promferry.proto.v2.TimeSeries series, List<String> symbols) {
    var labels = new LinkedHashMap<String, String>();
    for (int i = 0; i < series.getLabelsRefsCount(); i += 2) {
      labels.put(symbols.get(series.getLabelsRefs(i)), symbols.get(series.getLabelsRefs(i + 1)));
    }
    if (series.getHistogramsCount() == 1) {
      var histogram = series.getHistograms(0);
      return new Entry(
          labels.toString(), "histogram", histogram.getSum(), histogram.getTimestamp());
    }
    if (series.getExemplarsCount() == 1) {
      var exemplar = series.getExemplars(0);
      return new Entry(labels.toString(), "exemplar", exemplar.getValue(), exemplar.getTimestamp());
    }
    var sample = series.getSamples(0);
    return new Entry(labels.toString(), "sample", sample.getValue(), sample.getTimestamp());
  }
}

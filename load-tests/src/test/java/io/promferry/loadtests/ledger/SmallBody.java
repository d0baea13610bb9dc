package io.promferry.loadtests.ledger;

import com.google.protobuf.Message;
import io.promferry.loadtests.driver.BodyTemplate;
import io.promferry.loadtests.driver.WriteProtocol;
import io.promferry.proto.v1.Exemplar;
import io.promferry.proto.v1.Histogram;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import io.promferry.proto.v2.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.xerial.snappy.Snappy;

/** A body that is encoded anew by generated protobuf classes each time; all floats have exemplars. */
public record SmallBody(
    SmallSeries series, WriteProtocol protocol, int number, int firstSeries, int seriesCount)
    implements BodyTemplate {
  @Override
  public int shard() {
    return 0;
  }

  @Override
  public int length() {
    return body(0, 0, 0).length;
  }

  @Override
  public byte[] body(long timestamp, int tenant, int generation) {
    return labelled(timestamp, tenant, generation, Map.of());
  }

  /** As it leaves a gateway. */
  public byte[] labelled(
      long timestamp, int tenant, int generation, Map<String, String> forced) {
    var all = new ArrayList<TimeSeries>();
    for (int at = firstSeries; at < firstSeries + seriesCount; at++) {
      var labels = new TreeMap<>(series.labels(at, generation));
      labels.putAll(forced);
      all.add(one(at, labels, timestamp, tenant));
    }
    return compressed(
        switch (protocol) {
          case RW1 -> WriteRequest.newBuilder().addAllTimeseries(all).build();
          case RW2 -> inVersion2(all);
        });
  }

  private TimeSeries one(int at, Map<String, String> labels, long timestamp, int tenant) {
    var one = TimeSeries.newBuilder();
    labels.forEach((name, value) -> one.addLabels(label(name, value)));
    if (series.isHistogram(at)) {
      var totals = series.totals(at);
      one.addHistograms(
          Histogram.newBuilder()
              .setCountInt((long) totals.count())
              .setSum(totals.sum())
              .setTimestamp(timestamp));
    } else {
      double value = series.isMarker(at) ? tenant : series.value(at);
      one.addSamples(Sample.newBuilder().setValue(value).setTimestamp(timestamp));
      one.addExemplars(
          Exemplar.newBuilder().addLabels(label("trace_id", "1f")).setTimestamp(timestamp));
    }
    return one.build();
  }

  private static Label label(String name, String value) {
    return Label.newBuilder().setName(name).setValue(value).build();
  }

  private static Request inVersion2(List<TimeSeries> all) {
    var request = Request.newBuilder().addSymbols("");
    for (var one : all) {
      var builder = io.promferry.proto.v2.TimeSeries.newBuilder();
      one.getLabelsList().forEach(label -> builder.addAllLabelsRefs(references(request, label)));
      for (var sample : one.getSamplesList()) {
        builder.addSamples(
            io.promferry.proto.v2.Sample.newBuilder()
                .setValue(sample.getValue())
                .setTimestamp(sample.getTimestamp()));
      }
      for (var histogram : one.getHistogramsList()) {
        builder.addHistograms(
            io.promferry.proto.v2.Histogram.newBuilder()
                .setCountInt(histogram.getCountInt())
                .setSum(histogram.getSum())
                .setTimestamp(histogram.getTimestamp()));
      }
      for (var exemplar : one.getExemplarsList()) {
        builder.addExemplars(
            io.promferry.proto.v2.Exemplar.newBuilder()
                .addAllLabelsRefs(references(request, exemplar.getLabels(0)))
                .setTimestamp(exemplar.getTimestamp()));
      }
      request.addTimeseries(builder);
    }
    return request.build();
  }

  private static List<Integer> references(Request.Builder request, Label label) {
    request.addSymbols(label.getName()).addSymbols(label.getValue());
    return List.of(request.getSymbolsCount() - 2, request.getSymbolsCount() - 1);
  }

  private static byte[] compressed(Message message) {
    try {
      return Snappy.compress(message.toByteArray());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}

package io.promferry.loadtests.sink;

import io.promferry.loadtests.driver.WriteProtocol;
import io.promferry.loadtests.ledger.Labels;
import io.promferry.loadtests.sample.Exemplar;
import io.promferry.loadtests.sample.Metadata;
import io.promferry.loadtests.sample.Series;
import io.promferry.proto.v1.Histogram;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Puts all of a body into an archive.
 *
 * @param tenant whose metadata version 1 brings, which names no series
 */
record ArchivedContents(Archive archive, WriteProtocol protocol, String tenant)
    implements Contents {
  @Override
  public void sample(Labels series, long timestamp, double value) {
    archive.sample(known(series), timestamp, value);
  }

  @Override
  public void histogram(Labels series, Histogram histogram) {
    archive.histogram(known(series), histogram.getTimestamp(), HistogramReader.read(histogram));
  }

  @Override
  public void exemplar(Labels series, Labels exemplar, long timestamp, double value) {
    archive.exemplar(known(series), timestamp, new Exemplar(map(exemplar), value));
  }

  @Override
  public void metadata(String metric, Metadata said) {
    archive.metadata(tenant, metric, said);
  }

  @Override
  public void metadata(Labels series, Metadata said) {
    var labels = map(series);
    archive.metadata(
        labels.getOrDefault("tenant", ""), labels.getOrDefault("__name__", ""), said);
  }

  private Series known(Labels labels) {
    var series = Series.of(map(labels));
    archive.protocol(series, protocol.name().toLowerCase(Locale.ROOT));
    return series;
  }

  private static Map<String, String> map(Labels labels) {
    var map = new HashMap<String, String>();
    for (int at = 0; at < labels.size(); at++) {
      if (map.put(labels.name(at), labels.value(at)) != null) {
        throw new IllegalArgumentException("a name comes twice in " + labels.text());
      }
    }
    return map;
  }
}

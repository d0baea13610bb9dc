package io.promferry.loadtests.bench;

import io.promferry.gateway.wire.WriteVersion;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import io.promferry.proto.v2.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.xerial.snappy.Snappy;

/**
 * Bodies of 2,000 series each, with a sample and ten labels of some 270 bytes a series, as
 * kube-state-metrics' look.
 */
final class GeneratedBodies {
  private static final int BODIES = 16;
  private static final int SERIES = 2_000;
  private static final int METRICS = 20;

  private GeneratedBodies() {}

  static List<BenchBody> of(WriteVersion version) {
    long now = System.currentTimeMillis();
    return IntStream.range(0, BODIES)
        .mapToObj(body ->
            switch (version) {
              case RW1 -> rw1(body * SERIES, SERIES, now);
              case RW2 -> rw2(body * SERIES, now);
            })
        .map(decoded -> BenchBodies.read(version, encode(decoded)))
        .toList();
  }

  /** One of Remote Write 1.0 with so many series, encoded. */
  static byte[] rw1(int series) {
    return encode(rw1(0, series, System.currentTimeMillis()));
  }

  private static byte[] encode(byte[] decoded) {
    try {
      return Snappy.compress(decoded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] rw1(int first, int count, long timestamp) {
    var request = WriteRequest.newBuilder();
    for (int i = first; i < first + count; i++) {
      var series = TimeSeries.newBuilder();
      labels(i)
          .forEach(
              (name, value) -> series.addLabels(Label.newBuilder().setName(name).setValue(value)));
      request.addTimeseries(
          series.addSamples(Sample.newBuilder().setValue(value(i)).setTimestamp(timestamp)));
    }
    return request.build().toByteArray();
  }

  private static byte[] rw2(int first, long timestamp) {
    var symbols = new LinkedHashMap<String, Integer>();
    symbols.put("", 0);
    var request = Request.newBuilder();
    for (int i = first; i < first + SERIES; i++) {
      var series = io.promferry.proto.v2.TimeSeries.newBuilder();
      labels(i)
          .forEach((name, value) ->
              series
                  .addLabelsRefs(reference(symbols, name))
                  .addLabelsRefs(reference(symbols, value)));
      request.addTimeseries(
          series.addSamples(
              io.promferry.proto.v2.Sample.newBuilder()
                  .setValue(value(i))
                  .setTimestamp(timestamp)));
    }
    return request.addAllSymbols(symbols.keySet()).build().toByteArray();
  }

  private static int reference(Map<String, Integer> symbols, String text) {
    var known = symbols.putIfAbsent(text, symbols.size());
    return known == null ? symbols.size() - 1 : known;
  }

  private static double value(int series) {
    return series % 3 == 0 ? series % 2 : series * 1.37e3;
  }

  private static Map<String, String> labels(int series) {
    int pod = series / METRICS;
    var labels = new TreeMap<String, String>();
    labels.put("__name__", "kube_pod_container_resource_" + series % METRICS + "_usage_total");
    labels.put("cluster", "production-eu-central-1");
    labels.put("container", "application-" + pod % 7);
    labels.put("instance", "10.16.%d.%d:8080".formatted(pod % 8, pod % 250));
    labels.put("job", "kube-state-metrics");
    labels.put("namespace", "team-" + pod % 12);
    labels.put("node", "worker-%03d.internal".formatted(pod % 40));
    labels.put("pod", "application-%d-%08x-%05x".formatted(pod % 7, pod * 0x9e3779b9, pod));
    labels.put("service", "kube-prometheus-stack-kube-state-metrics");
    labels.put("uid", "%08x-5d1c-4f0e-9e57-%012x".formatted(pod * 0x85ebca6b, pod));
    return labels;
  }
}

package io.promferry.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import io.promferry.proto.v2.Exemplar;
import io.promferry.proto.v2.Request;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xerial.snappy.Snappy;

/** Small writes of either version, and the headers that go with them. */
final class Writes {
  static final String[] RW1 = {
    "Content-Type", "application/x-protobuf",
    "Content-Encoding", "snappy",
    "X-Prometheus-Remote-Write-Version", "0.1.0"
  };

  static final String[] RW2 = {
    "Content-Type", "application/x-protobuf;proto=io.prometheus.write.v2.Request",
    "Content-Encoding", "snappy",
    "X-Prometheus-Remote-Write-Version", "2.0.0"
  };

  private Writes() {}

  /** These headers and more, each a name and a value. */
  static String[] with(String[] headers, String... more) {
    return Stream.concat(Arrays.stream(headers), Arrays.stream(more)).toArray(String[]::new);
  }

  /** An RW1 body of so many series {@code up{number="n"}}, each with a sample at time n + 1. */
  static byte[] rw1(int series) throws IOException {
    return rw1(series, 1);
  }

  /** The same with samples at that time and in the milliseconds after it. */
  static byte[] rw1(int series, long from) throws IOException {
    var request = WriteRequest.newBuilder();
    IntStream.range(0, series)
        .forEach(number -> request.addTimeseries(series(number, number + from)));
    return Snappy.compress(request.build().toByteArray());
  }

  /**
   * An RW1 body of so many scrapes, at times 1, 2, ..., of so many series, as Prometheus sends it.
   */
  static byte[] scrapes(int series, int scrapes) throws IOException {
    var request = WriteRequest.newBuilder();
    for (int scrape = 1; scrape <= scrapes; scrape++) {
      for (int number = 0; number < series; number++) {
        request.addTimeseries(series(number, scrape));
      }
    }
    return Snappy.compress(request.build().toByteArray());
  }

  /** The same as an RW2 body. */
  static byte[] rw2(int series) throws IOException {
    return Snappy.compress(rw2Request(series).toByteArray());
  }

  static Request rw2Request(int series) {
    var request =
        Request.newBuilder()
            .addSymbols("")
            .addSymbols("__name__")
            .addSymbols("up")
            .addSymbols("number");
    IntStream.range(0, series)
        .forEach(number ->
            request
                .addSymbols(Integer.toString(number))
                .addTimeseries(
                    io.promferry.proto.v2.TimeSeries.newBuilder()
                        .addLabelsRefs(1)
                        .addLabelsRefs(2)
                        .addLabelsRefs(3)
                        .addLabelsRefs(4 + number)
                        .addSamples(
                            io.promferry.proto.v2.Sample.newBuilder()
                                .setValue(number)
                                .setTimestamp(number + 1L))));
    return request.build();
  }

  /** An RW2 body of so many samples of one series that has this name. */
  static byte[] rw2Of(int samples, String value) throws IOException {
    var series =
        io.promferry.proto.v2.TimeSeries.newBuilder()
            .addLabelsRefs(1)
            .addLabelsRefs(2)
            .addSamples(io.promferry.proto.v2.Sample.newBuilder().setTimestamp(1));
    var request = Request.newBuilder().addSymbols("").addSymbols("__name__").addSymbols(value);
    IntStream.range(0, samples).forEach(_ -> request.addTimeseries(series));
    return Snappy.compress(request.build().toByteArray());
  }

  /** A write with an exemplar in its first series. */
  static byte[] withExemplar(Request request) throws IOException {
    var exemplar = Exemplar.newBuilder().addLabelsRefs(1).addLabelsRefs(2).setTimestamp(1);
    var series = request.getTimeseries(0).toBuilder().addExemplars(exemplar);
    return Snappy.compress(request.toBuilder().setTimeseries(0, series).build().toByteArray());
  }

  /** The head of an RW1 write by acme, for those who write to the socket themselves. */
  static byte[] head(int length) {
    return """
    POST /api/v1/write HTTP/1.1
    Host: gateway
    Authorization: Bearer secret
    Content-Length: %d

    """
        .formatted(length)
        .replace("\n", "\r\n")
        .getBytes(ISO_8859_1);
  }

  private static Label label(String name, String value) {
    return Label.newBuilder().setName(name).setValue(value).build();
  }

  private static TimeSeries series(int number, long timestamp) {
    return TimeSeries.newBuilder()
        .addLabels(label("__name__", "up"))
        .addLabels(label("number", Integer.toString(number)))
        .addSamples(Sample.newBuilder().setValue(number).setTimestamp(timestamp))
        .build();
  }
}

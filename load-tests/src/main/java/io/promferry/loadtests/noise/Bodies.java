package io.promferry.loadtests.noise;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import io.promferry.proto.v2.Metadata;
import io.promferry.proto.v2.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.xerial.snappy.Snappy;

/** Bodies such as a Prometheus sends, and such as nobody should. Each is compressed. */
final class Bodies {
  private static final int LARGEST = 32 << 20;
  private static final int MANY_LABELS = 1_000_000;
  private static final int MANY_FORGED = 10_000;

  private final Random random;

  Bodies(long seed) {
    random = new Random(seed);
  }

  /** A scrape of so many series with a sample each. */
  byte[] rw1(int series) {
    var request = WriteRequest.newBuilder();
    for (int i = 0; i < series; i++) {
      request.addTimeseries(series(labels(i)));
    }
    return compress(request.build().toByteArray());
  }

  /** The same in version 2, whose symbols hold every text once. */
  byte[] rw2(int series) {
    var symbols = new LinkedHashMap<String, Integer>();
    symbols.put("", 0);
    var request = Request.newBuilder();
    for (int i = 0; i < series; i++) {
      var one = io.promferry.proto.v2.TimeSeries.newBuilder();
      for (Label label : labels(i)) {
        one.addLabelsRefs(symbol(symbols, label.getName()));
        one.addLabelsRefs(symbol(symbols, label.getValue()));
      }
      one.addSamples(
          io.promferry.proto.v2.Sample.newBuilder()
              .setTimestamp(System.currentTimeMillis())
              .setValue(random.nextDouble()));
      one.getMetadataBuilder().setType(Metadata.MetricType.METRIC_TYPE_COUNTER);
      request.addTimeseries(one);
    }
    request.addAllSymbols(symbols.keySet());
    return compress(request.build().toByteArray());
  }

  /** As many series as 32 MiB hold, which compress as well as series do. */
  byte[] largeCompressible() {
    return large(i -> "%064d".formatted(i));
  }

  /** The same of labels that cannot be compressed: a body of 32 MiB. */
  byte[] largeIncompressible() {
    return large(_ -> randomText(4096));
  }

  byte[] randomBytes(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  byte[] truncated(byte[] body) {
    return Arrays.copyOf(body, body.length / 2);
  }

  /** One series with a million labels. */
  byte[] millionLabels() {
    var series = TimeSeries.newBuilder().addLabels(label("__name__", "wide"));
    for (int i = 0; i < MANY_LABELS; i++) {
      series.addLabels(label("l%06d".formatted(i), "v"));
    }
    return compress(
        WriteRequest.newBuilder().addTimeseries(series.addSamples(sample())).build().toByteArray());
  }

  /** One series that names its tenant ten thousand times. */
  byte[] forgedLabels() {
    var series = TimeSeries.newBuilder().addLabels(label("__name__", "forged"));
    for (int i = 0; i < MANY_FORGED; i++) {
      series.addLabels(label("tenant", "quiet-" + i % 5));
    }
    return compress(
        WriteRequest.newBuilder().addTimeseries(series.addSamples(sample())).build().toByteArray());
  }

  static byte[] compress(byte[] message) {
    try {
      return Snappy.compress(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Text {
    String of(int i);
  }

  private byte[] large(Text text) {
    var request = WriteRequest.newBuilder();
    int size = 0;
    for (int i = 0; size < LARGEST - (64 << 10); i++) {
      var one = series(List.of(label("__name__", "large"), label("text", text.of(i))));
      size += one.getSerializedSize() + 5;
      request.addTimeseries(one);
    }
    return compress(request.build().toByteArray());
  }

  private TimeSeries series(List<Label> labels) {
    return TimeSeries.newBuilder().addAllLabels(labels).addSamples(sample()).build();
  }

  private Sample sample() {
    return Sample.newBuilder()
        .setTimestamp(System.currentTimeMillis())
        .setValue(random.nextDouble())
        .build();
  }

  private List<Label> labels(int i) {
    return List.of(
        label("__name__", "http_request_duration_seconds_bucket"),
        label("code", i % 7 == 0 ? "500" : "200"),
        label("container", "api"),
        label("endpoint", "metrics"),
        label("instance", "10.0.1.%d:8080".formatted(i / 40 % 250)),
        label("job", "shop/api"),
        label("le", Integer.toString(i % 12)),
        label("method", i % 3 == 0 ? "POST" : "GET"),
        label("namespace", "shop"),
        label("path", "/v1/things/" + i / 12),
        label("pod", "api-6f7d9c8b5-%05d".formatted(i / 40)));
  }

  private String randomText(int length) {
    var bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ('!' + random.nextInt('~' - '!'));
    }
    return new String(bytes, US_ASCII);
  }

  private static int symbol(Map<String, Integer> symbols, String text) {
    return symbols.computeIfAbsent(text, _ -> symbols.size());
  }

  private static Label label(String name, String value) {
    return Label.newBuilder().setName(name).setValue(value).build();
  }
}

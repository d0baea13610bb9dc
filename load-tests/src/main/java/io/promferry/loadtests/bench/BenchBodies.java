package io.promferry.loadtests.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.gateway.wire.WriteVersion;
import io.promferry.loadtests.driver.Bodies;
import io.promferry.loadtests.driver.Load;
import io.promferry.loadtests.driver.WriteProtocol;
import io.promferry.proto.v1.WriteRequest;
import io.promferry.proto.v2.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.xerial.snappy.Snappy;

/**
 * The bodies of one version that benchmarks work on: recorded ones where there are any, those with
 * metadata only left out, else generated ones.
 */
final class BenchBodies {
  /** The directory that has recorded ones, in {@code rw1} and {@code rw2}. */
  static final String CORPUS_PROPERTY = "promferry.bench.corpus";

  /** Of generated ones. */
  private static final int SERIES = 16 * Load.SAMPLES_PER_BODY;

  private BenchBodies() {}

  static List<BenchBody> of(WriteVersion version) {
    var recorded = recorded(version);
    return recorded.isEmpty() ? generated(version) : recorded;
  }

  private static List<BenchBody> generated(WriteVersion version) {
    var protocol = WriteProtocol.valueOf(version.name());
    var load = Load.of(1, SERIES, Duration.ofSeconds(15), protocol);
    return Bodies.of(load).templates().stream()
        .map(body -> read(version, body.body(System.currentTimeMillis(), 0, 0)))
        .toList();
  }

  /** Counts what is in an encoded body. */
  private static BenchBody read(WriteVersion version, byte[] encoded) {
    try {
      byte[] decoded = Snappy.uncompress(encoded);
      return new BenchBody(version, encoded, decoded, samples(version, decoded));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<BenchBody> recorded(WriteVersion version) {
    var corpus = System.getProperty(CORPUS_PROPERTY);
    if (corpus == null) {
      return List.of();
    }
    var directory = Path.of(corpus, version == WriteVersion.RW1 ? "rw1" : "rw2");
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .sorted()
          .map(file -> read(version, bytes(file)))
          .filter(body -> body.samples() > 0)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int samples(WriteVersion version, byte[] decoded)
      throws InvalidProtocolBufferException {
    return switch (version) {
      case RW1 ->
          WriteRequest.parseFrom(decoded).getTimeseriesList().stream()
              .mapToInt(series -> series.getSamplesCount() + series.getHistogramsCount())
              .sum();
      case RW2 ->
          Request.parseFrom(decoded).getTimeseriesList().stream()
              .mapToInt(series -> series.getSamplesCount() + series.getHistogramsCount())
              .sum();
    };
  }
}

package io.promferry.loadtests.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promferry.loadtests.driver.shape.Numbering;
import io.promferry.loadtests.driver.shape.SeriesContent;
import io.promferry.loadtests.driver.shape.SeriesMix;
import io.promferry.loadtests.driver.shape.ShapeFile;
import io.promferry.loadtests.driver.shape.ShapedSeries;
import io.promferry.proto.v1.WriteRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xerial.snappy.Snappy;

/** What is written decodes to what the series set says. */
class BodiesTest {
  private static final Path CORPUS = Path.of("../../shared/corpus/rw1");
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final long NOW = 1_764_326_400_123L;

  static Stream<Load> loads() {
    var random = new Random(3);
    return IntStream.range(0, 24)
        .mapToObj(i ->
            new Load(
                3,
                1 + random.nextInt(i % 4 == 0 ? 30 : 6000),
                INTERVAL,
                i % 2 == 0 ? WriteProtocol.RW1 : WriteProtocol.RW2,
                i % 3 == 0 ? "small" : Load.DEFAULT_SHAPE,
                i % 5 == 0 ? 1 + random.nextInt(40) : 2000,
                1 + random.nextInt(4),
                0,
                i % 3 == 1 ? random.nextDouble() : i % 3 == 2 ? 1 : 0,
                i % 4 == 1 ? random.nextDouble() : i % 4 == 2 ? 1 : 0));
  }

  @ParameterizedTest
  @MethodSource("loads")
  void writesWhatTheSeriesAre(Load load) throws IOException {
    var bodies = Bodies.of(load);
    var random = new Random(load.series());

    for (var template : bodies.templates()) {
      for (int tenant : List.of(0, 1, random.nextInt(10_000))) {
        long timestamp = NOW + random.nextLong(-(1L << 40), 1L << 40);
        int generation = random.nextInt(1_000_000);

        var decoded = Decoded.of(load.protocol(), template.body(timestamp, tenant, generation));

        assertThat(decoded.entries())
            .isEqualTo(expected(bodies.series(), template, timestamp, tenant, generation));
      }
    }
    assertThat(bodies.templates().stream().mapToInt(BodyTemplate::seriesCount).sum())
        .isEqualTo(load.series());
  }

  private static List<Decoded.Entry> expected(
      SeriesSet set, BodyTemplate body, long timestamp, int tenant, int generation) {
    var points = new ArrayList<Decoded.Entry>();
    var exemplars = new ArrayList<Decoded.Entry>();
    var content = (SeriesContent) set;
    for (int i = 0; i < body.seriesCount(); i++) {
      int series = body.firstSeries() + i;
      var labels = set.labels(series, generation);
      assertThat(set.isMarker(series)).isEqualTo(i == 0);
      var kind = set.isHistogram(series) ? "histogram" : "sample";
      double value = set.isMarker(series) ? tenant : set.value(series);
      points.add(new Decoded.Entry(labels.toString(), kind, value, timestamp));
      if (content.hasExemplar(series)) {
        exemplars.add(new Decoded.Entry(labels.toString(), "exemplar", value, timestamp));
      }
    }
    points.addAll(exemplars);
    return points;
  }

  @ParameterizedTest
  @EnumSource
  void isPatchedRatherThanCompressedAnew(WriteProtocol protocol) {
    var load = new Load(1, 20_000, INTERVAL, protocol, Load.DEFAULT_SHAPE, 2000, 3, 1, 0.1, 0.1);

    assertThat(Bodies.of(load).templates())
        .allSatisfy(
            template -> assertThat(template.getClass().getSimpleName()).isEqualTo("PatchedBody"));
  }

  @ParameterizedTest
  @MethodSource("loads")
  void givesEachSeriesLabelsOfItsOwnInOrder(Load load) {
    var series = Bodies.of(load).series();
    var seen = new HashSet<Object>();

    for (int i = 0; i < series.size(); i++) {
      var labels = series.labels(i, 7);
      assertThat(List.copyOf(labels.keySet())).isSorted();
      assertThat(seen.add(labels)).isTrue();
    }
  }

  @Test
  void looksLikeRealSeries() throws IOException {
    var load = Load.of(1, 20_000, INTERVAL, WriteProtocol.RW1);
    var bodies = Bodies.of(load);
    double compressed = 0;
    double decoded = 0;
    for (var template : bodies.templates()) {
      compressed += template.length();
      decoded += Snappy.uncompressedLength(template.body(NOW, 1, 0));
    }
    double labels =
        IntStream.range(0, load.series())
            .map(i -> bodies.series().labels(i, 0).size())
            .average()
            .orElseThrow();

    assertThat(labels).isBetween(10.0, 12.0);
    assertThat(decoded / load.series()).isBetween(250.0, 300.0);
    double ratio = decoded / compressed;
    assertThat(ratio).isBetween(9.0, 12.0);
    if (Files.isDirectory(CORPUS)) {
      assertThat(ratio).isBetween(0.75 * corpusRatio(), 1.25 * corpusRatio());
    }
  }

  /** Of the bodies with whole batches of series. */
  private static double corpusRatio() throws IOException {
    long compressed = 0;
    long decoded = 0;
    try (var files = Files.list(CORPUS)) {
      for (var file : files.toList()) {
        var body = Files.readAllBytes(file);
        var request = WriteRequest.parseFrom(Snappy.uncompress(body));
        if (request.getTimeseriesCount() == Load.SAMPLES_PER_BODY) {
          compressed += body.length;
          decoded += request.getSerializedSize();
        }
      }
    }
    return (double) decoded / compressed;
  }

  @Test
  void dealsTheSeriesOfATargetToAllShards() {
    var one = Bodies.of(Load.of(1, 100, INTERVAL, WriteProtocol.RW1)).series();
    var dealt = new Load(1, 100, INTERVAL, WriteProtocol.RW1, "kubernetes", 2000, 3, 0, 0, 0);
    var three = Bodies.of(dealt).series();

    // Shards have 34, 33 and 33 series; the first of each is its marker.
    assertThat(three.labels(1, 0)).isEqualTo(one.labels(3, 0));
    assertThat(three.labels(34 + 1, 0)).isEqualTo(one.labels(4, 0));
    assertThat(three.labels(67 + 32, 0)).isEqualTo(one.labels(98, 0));
  }

  @Test
  void replacesAsManySeriesAsTheChurnSays() {
    var load = new Load(1, 20_000, INTERVAL, WriteProtocol.RW1, "kubernetes", 2000, 2, 0.5, 0, 0);
    var bodies = Bodies.of(load);
    long hours = 20;
    long replaced = 0;

    for (var template : bodies.templates()) {
      int before = bodies.generation(template, NOW);
      int after = bodies.generation(template, NOW + Duration.ofHours(hours).toMillis());
      for (int i = 0; i < template.seriesCount(); i++) {
        int series = template.firstSeries() + i;
        boolean changes =
            !bodies.series().labels(series, 0).equals(bodies.series().labels(series, 1));
        replaced += changes ? after - before : 0;
      }
    }

    double perHour = replaced / (double) load.series() / hours;
    assertThat(perHour).isBetween(0.45, 0.55);
  }

  @Test
  void keepsToOneGenerationWithoutChurn() {
    var bodies = Bodies.of(Load.of(1, 50, INTERVAL, WriteProtocol.RW2));

    assertThat(bodies.generation(bodies.templates().getFirst(), NOW)).isZero();
  }

  @Test
  void refusesMoreChurnThanThereArePods() {
    var load = new Load(1, 200, INTERVAL, WriteProtocol.RW1, "kubernetes", 2000, 1, 1000, 0, 0);

    assertThatThrownBy(() -> Bodies.of(load)).hasMessageContaining("can be replaced");
  }

  @Test
  void keepsNothingOfAMillionSeries() {
    var numbering = new Numbering(1_000_000, 7, 2000);
    var series =
        new ShapedSeries(ShapeFile.named("kubernetes"), numbering, new SeriesMix(0.1, 0, 0.1));

    assertThat(series.labels(999_999, 5)).containsKeys("__name__", "instance", "job");
    assertThat(IntStream.range(0, 1_000_000).filter(series::isHistogram).count())
        .isBetween(99_000L, 100_000L);
    assertThat(numbering.batches().getLast().number())
        .isEqualTo(numbering.batches().size() - 1)
        .isEqualTo(503);
  }

  @Test
  void readsAShapeFromAFile(@TempDir Path directory) throws IOException {
    var file = directory.resolve("own.yml");
    Files.writeString(
        file,
        """
        jobs:
          - name: one
            labels: {instance: "host-{target}:80"}
            families:
              - {name: things_total, type: counter, labels: {kind: [a, b]}}
        """);
    var load = new Load(1, 3, INTERVAL, WriteProtocol.RW1, file.toString(), 2000, 1, 0, 0, 0);

    var series = Bodies.of(load).series();

    assertThat(series.labels(1, 0))
        .isEqualTo(
            Map.of("__name__", "things_total", "instance", "host-0:80", "job", "one", "kind", "b"));
    assertThat(series.labels(2, 0)).containsEntry("instance", "host-1:80");
  }
}

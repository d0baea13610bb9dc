package io.promferry.loadtests.driver;

import io.promferry.loadtests.driver.body.Batch;
import io.promferry.loadtests.driver.body.SeriesContent;
import io.promferry.loadtests.driver.body.Templates;
import io.promferry.loadtests.driver.shape.Generation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a tenant writes at each scrape. The same for the same load. */
public final class Bodies {
  private final SeriesSet series;
  private final List<BodyTemplate> templates;
  private final long generationMillis;

  private Bodies(SeriesSet series, List<BodyTemplate> templates, long generationMillis) {
    this.series = series;
    this.templates = List.copyOf(templates);
    this.generationMillis = generationMillis;
  }

  /** Encodes the bodies of a load: some seconds for a million series. */
  public static Bodies of(Load load) {
    var batches = batches(load);
    var series = new PlainSeries(load.series(), batches);
    var maker = Templates.of(series, load.protocol());
    long millis =
        load.churnPerHour() == 0
            ? 0
            : (long) (Duration.ofHours(1).toMillis() / load.churnPerHour());
    return new Bodies(series, batches.stream().map(maker::template).toList(), millis);
  }

  public SeriesSet series() {
    return series;
  }

  /** All bodies of a scrape, in order of their numbers; those of a shard follow each other. */
  public List<BodyTemplate> templates() {
    return templates;
  }

  /**
   * The generation of the series of a body at a time: all those of a body that are replaced are
   * replaced together. Says the same to all who ask, in whichever run.
   *
   * @param timestamp in milliseconds since 1970
   * @return 0 to {@link Generation#COUNT} - 1, after which it begins again
   */
  public int generation(BodyTemplate body, long timestamp) {
    return generationMillis == 0
        ? 0
        : (int) Math.floorMod(timestamp / generationMillis, (long) Generation.COUNT);
  }

  private static List<Batch> batches(Load load) {
    var batches = new ArrayList<Batch>();
    int first = 0;
    for (int shard = 0; shard < load.shards(); shard++) {
      int end = first + (load.series() - shard + load.shards() - 1) / load.shards();
      while (first < end) {
        int count = Math.min(load.samplesPerBody(), end - first);
        batches.add(new Batch(batches.size(), shard, first, count));
        first += count;
      }
    }
    return batches;
  }

  private static final class PlainSeries implements SeriesContent {
    private final int size;
    private final BitSet markers = new BitSet();

    PlainSeries(int size, List<Batch> batches) {
      this.size = size;
      batches.forEach(batch -> markers.set(batch.firstSeries()));
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public Map<String, String> labels(int series, int generation) {
      return labels(series, Generation.text(generation));
    }

    @Override
    public Map<String, String> labels(int series, String generation) {
      return new TreeMap<>(
          Map.ofEntries(
              Map.entry("__name__", "http_request_duration_seconds_bucket"),
              Map.entry("code", series % 7 == 0 ? "500" : "200"),
              Map.entry("container", "api"),
              Map.entry("endpoint", "metrics"),
              Map.entry("instance", "10.0.1.%d:8080".formatted(series / 40 % 250)),
              Map.entry("job", "shop/api"),
              Map.entry("le", Integer.toString(series % 12)),
              Map.entry("method", series % 3 == 0 ? "POST" : "GET"),
              Map.entry("namespace", "shop"),
              Map.entry("path", "/v1/things/" + series),
              Map.entry("pod", "api-6f7d9" + generation + "-b5cx4")));
    }

    @Override
    public double value(int series) {
      return series % 3 == 0 ? 0 : series;
    }

    @Override
    public boolean isHistogram(int series) {
      return false;
    }

    @Override
    public boolean isMarker(int series) {
      return markers.get(series);
    }
  }
}

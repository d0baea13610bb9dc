package io.promferry.loadtests.driver;

import io.promferry.loadtests.driver.body.Templates;
import io.promferry.loadtests.driver.shape.Numbering;
import io.promferry.loadtests.driver.shape.SeriesMix;
import io.promferry.loadtests.driver.shape.ShapeFile;
import io.promferry.loadtests.driver.shape.ShapedSeries;
import java.util.List;

/** What a tenant writes at each scrape. The same for the same load. */
public final class Bodies {
  private final SeriesSet series;
  private final List<BodyTemplate> templates;
  private final Churn churn;

  private Bodies(SeriesSet series, List<BodyTemplate> templates, Churn churn) {
    this.series = series;
    this.templates = List.copyOf(templates);
    this.churn = churn;
  }

  /**
   * Encodes the bodies of a load: some seconds for a million series.
   *
   * @throws IllegalArgumentException if the shape file has mistakes, all of which it names, or
   *     cannot give what the load asks for
   */
  public static Bodies of(Load load) {
    var shape = ShapeFile.named(load.shape());
    if (load.histograms() > 0 && !shape.hasHistograms()) {
      throw new IllegalArgumentException(
          load.shape() + " has jobs without a native-histogram, but the load asks for some");
    }
    var numbering = new Numbering(load.series(), load.shards(), seriesPerBody(load));
    var churn =
        Churn.of(load, part -> new ShapedSeries(shape, numbering, mix(load, part)).replaced());
    var series = new ShapedSeries(shape, numbering, mix(load, churn.part()));
    var maker = Templates.of(series, load.protocol());
    return new Bodies(series, numbering.batches().stream().map(maker::template).toList(), churn);
  }

  public SeriesSet series() {
    return series;
  }

  /** All bodies of a scrape, in order of their numbers; those of a shard follow each other. */
  public List<BodyTemplate> templates() {
    return templates;
  }

  /**
   * The generation of the series of a body at a time: those of its series that are replaced are
   * replaced together. Says the same to all who ask, in whichever run.
   *
   * @param timestamp in milliseconds since 1970
   * @return 0 for a load without churn; else up to some millions, after which it begins again
   */
  public int generation(BodyTemplate body, long timestamp) {
    return churn.generation(body.number(), timestamp);
  }

  private static SeriesMix mix(Load load, double replaced) {
    return new SeriesMix(load.histograms(), load.exemplars(), replaced);
  }

  /** An exemplar takes as much room as a sample. */
  private static int seriesPerBody(Load load) {
    return Math.max(1, (int) (load.samplesPerBody() / (1 + load.exemplars())));
  }
}

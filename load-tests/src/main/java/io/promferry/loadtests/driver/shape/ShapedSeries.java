package io.promferry.loadtests.driver.shape;

import io.promferry.loadtests.driver.shape.JobRows.Spot;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The series of a tenant as a shape has them: nothing is kept, all is computed from the number. */
public final class ShapedSeries implements SeriesContent {
  private static final int TRACE_SALT = 21;

  private final Numbering numbering;
  private final SeriesMix mix;
  private final List<JobRows> jobs;
  private final long roundSize;

  /** For shapes without native histograms, {@code mix} must have none either. */
  public ShapedSeries(Shape shape, Numbering numbering, SeriesMix mix) {
    this.numbering = numbering;
    this.mix = mix;
    jobs = shape.jobs().stream().map(job -> new JobRows(shape, job)).toList();
    roundSize = jobs.stream().mapToLong(JobRows::roundSize).sum();
  }

  @Override
  public int size() {
    return numbering.series();
  }

  @Override
  public Map<String, String> labels(int series, int generation) {
    return labels(series, Generation.text(generation));
  }

  @Override
  public Map<String, String> labels(int series, String generation) {
    var spot = spot(series, generation);
    return spot.row().labels(spot.place());
  }

  @Override
  public Metadata metadata(int series) {
    return spot(series, Generation.text(0)).row().metadata();
  }

  @Override
  public double value(int series) {
    return Values.of(numbering.exposition(series), spot(series, Generation.text(0)).row().line());
  }

  @Override
  public boolean isHistogram(int series) {
    return !isMarker(series) && target(numbering.exposition(series)).isHistogram();
  }

  @Override
  public NativeHistogram histogram(int series) {
    return NativeHistogram.of(series, value(series));
  }

  @Override
  public boolean isMarker(int series) {
    return numbering.isFirstOfBody(series);
  }

  /** Whether later generations of the series have other labels. */
  public boolean isReplaced(int series) {
    var spot = spot(series, Generation.text(0));
    return spot.row().isReplaced(spot.place());
  }

  /** How many of the series are replaced. */
  public long replaced() {
    return mix.replaced() == 0 ? 0 : IntStream.range(0, size()).filter(this::isReplaced).count();
  }

  @Override
  public boolean hasExemplar(int series) {
    return !isMarker(series) && mix.hasExemplar(series) && !isHistogram(series);
  }

  @Override
  public String trace(int series) {
    return "%016x%016x".formatted(Mix.of(series, TRACE_SALT), Mix.of(series, TRACE_SALT + 1));
  }

  private Spot spot(int series, String generation) {
    var target = target(numbering.exposition(series));
    var place =
        new Place(target.round(), target.number(), 0, new Replacement(mix.replaced(), generation));
    if (isMarker(series)) {
      return target.rows().marker(numbering.body(series), place);
    }
    return target.isHistogram()
        ? target.rows().histogram(target.offset() - target.floats(), place)
        : target.rows().floating(target.offset(), place);
  }

  private OnTarget target(int exposition) {
    int round = (int) (exposition / roundSize);
    int rest = (int) (exposition % roundSize);
    int job = 0;
    while (rest >= jobs.get(job).roundSize()) {
      rest -= (int) jobs.get(job).roundSize();
      job++;
    }
    var rows = jobs.get(job);
    int offset = rest % rows.size();
    int start = exposition - offset;
    long end = Math.min((long) start + rows.size(), size());
    int floats = (int) (end - start - mix.histograms(start, end));
    int number = round * rows.job().targets() + rest / rows.size();
    return new OnTarget(rows, round, number, offset, floats);
  }

  /**
   * Where a series is on its target.
   *
   * @param number of the target, among all of its job
   * @param offset among the target's series
   * @param floats how many of these are floats: the native histograms come after them
   */
  private record OnTarget(JobRows rows, int round, int number, int offset, int floats) {
    boolean isHistogram() {
      return offset >= floats;
    }
  }
}

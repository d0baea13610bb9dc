package io.promferry.gateway.wire;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Counts while a request is spliced; {@link #report} makes it the immutable result. */
final class Tally {
  private static final int OFFENDERS = 5;

  private final Map<RefusalReason, Integer> refused = new EnumMap<>(RefusalReason.class);
  private final List<String> offenders = new ArrayList<>(0);
  private final PartSum written = new PartSum();
  private final PartSum droppedByRules = new PartSum();
  private final PartSum refusedParts = new PartSum();
  private int series;
  private int seriesDroppedByRules;
  private int loneExemplars;
  private long newestTimestamp = Long.MIN_VALUE;
  int forgedLabels;
  int mergedSeries;
  int metadata;
  private final Map<DropReason, Integer> dropped = new EnumMap<>(DropReason.class);

  /** Counts a series that is left out, and what it carries; asks for its labels only seldom. */
  void refuse(
      RefusalReason reason,
      Supplier<List<Label>> labels,
      int samples,
      int histograms,
      int exemplars) {
    refused.merge(reason, 1, Integer::sum);
    refusedParts.add(samples, histograms, exemplars);
    if (offenders.size() < OFFENDERS) {
      offenders.add(SeriesText.of(labels.get()) + ": " + reason.text());
    }
  }

  /** Counts a series that a rule leaves out, and what it carries. */
  void dropByRules(int samples, int histograms, int exemplars) {
    seriesDroppedByRules++;
    droppedByRules.add(samples, histograms, exemplars);
  }

  /**
   * Counts a series that is written, and what it carries.
   *
   * @param newest of the timestamps of its samples and histograms
   */
  void addSeries(int samples, int histograms, int exemplars, long newest) {
    series++;
    written.add(samples, histograms, exemplars);
    newestTimestamp = Math.max(newestTimestamp, newest);
    if (exemplars > 0 && samples == 0 && histograms == 0) {
      loneExemplars++;
    }
  }

  void drop(DropReason reason) {
    dropped.merge(reason, 1, Integer::sum);
  }

  SpliceReport report(int metadataFrom) {
    return new SpliceReport(
        series,
        written.counts(),
        loneExemplars,
        written.counts().plus(droppedByRules.counts()).plus(refusedParts.counts()),
        new SpliceReport.Dropped(seriesDroppedByRules, droppedByRules.counts()),
        newestTimestamp,
        refused,
        offenders,
        forgedLabels,
        mergedSeries,
        metadata,
        metadataFrom,
        dropped);
  }
}

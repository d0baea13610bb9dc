package io.promferry.gateway.wire;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts while a request is spliced; {@link #report} makes it the immutable result. */
final class Tally {
  private static final int OFFENDERS = 5;

  private final Map<RefusalReason, Integer> refused = new EnumMap<>(RefusalReason.class);
  private final List<String> offenders = new ArrayList<>(0);
  private int series;
  private int samples;
  private int histograms;
  private int exemplars;
  private int loneExemplars;
  int forgedLabels;
  int mergedSeries;
  int metadata;
  private final Map<DropReason, Integer> dropped = new EnumMap<>(DropReason.class);

  void refuse(RefusalReason reason, List<Label> labels) {
    refused.merge(reason, 1, Integer::sum);
    if (offenders.size() < OFFENDERS) {
      offenders.add(SeriesText.of(labels) + ": " + reason.text());
    }
  }

  /** Counts a series that is written, and what it carries. */
  void addSeries(int itsSamples, int itsHistograms, int itsExemplars) {
    series++;
    samples += itsSamples;
    histograms += itsHistograms;
    exemplars += itsExemplars;
    if (itsExemplars > 0 && itsSamples == 0 && itsHistograms == 0) {
      loneExemplars++;
    }
  }

  void drop(DropReason reason) {
    dropped.merge(reason, 1, Integer::sum);
  }

  SpliceReport report(int metadataFrom) {
    return new SpliceReport(
        series,
        new PartCounts(samples, histograms, exemplars),
        loneExemplars,
        refused,
        offenders,
        forgedLabels,
        mergedSeries,
        metadata,
        metadataFrom,
        dropped);
  }
}

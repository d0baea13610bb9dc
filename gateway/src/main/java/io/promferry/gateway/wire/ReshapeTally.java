package io.promferry.gateway.wire;

import java.util.EnumMap;
import java.util.Map;

/** Counts while a request is written in another form; {@link #report} makes it immutable. */
final class ReshapeTally {
  private final Map<DropReason, Integer> dropped = new EnumMap<>(DropReason.class);
  private int samples;
  private int histograms;
  private int exemplars;
  int series;
  int metadata;

  void carry(SeriesParts parts) {
    samples += parts.samples.size();
    histograms += parts.histograms.size();
    exemplars += parts.exemplars.size();
  }

  /** Counts so many as dropped, none included. */
  void drop(DropReason reason, int count) {
    if (count != 0) {
      dropped.merge(reason, count, Integer::sum);
    }
  }

  PartCounts carried() {
    return new PartCounts(samples, histograms, exemplars);
  }

  ReshapeReport report() {
    return new ReshapeReport(series, metadata, carried(), dropped);
  }
}

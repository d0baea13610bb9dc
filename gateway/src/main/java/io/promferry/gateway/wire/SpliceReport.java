package io.promferry.gateway.wire;

import java.util.List;
import java.util.Map;

/**
 * What a splice did with one request.
 *
 * @param series how many series were written out; the same series twice counts twice
 * @param written what they carry
 * @param loneExemplars how many of the series carry exemplars and nothing else
 * @param received what was in the body, all that was left out among it
 * @param droppedByRules what the tenant's gate has left out, which is nobody's fault
 * @param newestTimestamp of the samples and histograms that were written, in milliseconds since
 *     1970; {@link Long#MIN_VALUE} if there are none
 * @param refused how many series were refused, by reason; reasons without a series are absent
 * @param offenders the first few series left out, each with its reason, fit for one line of a log
 * @param forgedLabels labels that the tenant sent under a forced name, in series and exemplars
 * @param mergedSeries series that {@link ConflictPolicy#REPLACE} made equal to another one
 * @param metadata metric metadata messages of Remote Write 1.0 that were written out
 * @param metadataFrom where in the output they begin, after all series: what comes before is the
 *     request without them
 * @param dropped what was not written out though its series, if it has one, was; by reason
 */
public record SpliceReport(
    int series,
    PartCounts written,
    int loneExemplars,
    PartCounts received,
    Dropped droppedByRules,
    long newestTimestamp,
    Map<RefusalReason, Integer> refused,
    List<String> offenders,
    int forgedLabels,
    int mergedSeries,
    int metadata,
    int metadataFrom,
    Map<DropReason, Integer> dropped) {
  /** Series and what they carried. */
  public record Dropped(int series, PartCounts parts) {}

  public SpliceReport {
    refused = Map.copyOf(refused);
    offenders = List.copyOf(offenders);
    dropped = Map.copyOf(dropped);
  }

  /** How many series were refused, for whatever reason. */
  public int refusedSeries() {
    return refused.values().stream().mapToInt(Integer::intValue).sum();
  }
}

package io.promferry.gateway.wire;

import java.util.List;
import java.util.Map;

/**
 * What a splice did with one request.
 *
 * @param series how many series were written out; the same series twice counts twice
 * @param samples how many float samples they carry
 * @param histograms how many native histograms
 * @param exemplars how many exemplars
 * @param refused how many series were left out, by reason; reasons without a series are absent
 * @param offenders the first few series left out, each with its reason, fit for one line of a log
 * @param forgedLabels labels that the tenant sent under a forced name, in series and exemplars
 * @param mergedSeries series that {@link ConflictPolicy#REPLACE} made equal to another one
 * @param metadata metric metadata messages, none of which is ever written out
 */
public record SpliceReport(
    int series,
    int samples,
    int histograms,
    int exemplars,
    Map<RefusalReason, Integer> refused,
    List<String> offenders,
    int forgedLabels,
    int mergedSeries,
    int metadata) {
  public SpliceReport {
    refused = Map.copyOf(refused);
    offenders = List.copyOf(offenders);
  }

  /** How many series were left out, for whatever reason. */
  public int refusedSeries() {
    return refused.values().stream().mapToInt(Integer::intValue).sum();
  }
}

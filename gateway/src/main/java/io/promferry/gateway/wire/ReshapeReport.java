package io.promferry.gateway.wire;

import java.util.Map;

/**
 * What a request carries in another form.
 *
 * @param series how many series were written; 0 means that there may be nothing to send
 * @param metadata how many metadata messages were written beside the series; always 0 in RW2
 * @param carried what was written
 * @param dropped what was left out, by reason; reasons without a part are absent
 */
public record ReshapeReport(
    int series, int metadata, PartCounts carried, Map<DropReason, Integer> dropped) {
  public ReshapeReport {
    dropped = Map.copyOf(dropped);
  }

  /** Whether nothing at all was written that a store could take. */
  public boolean isEmpty() {
    return series == 0 && metadata == 0;
  }
}

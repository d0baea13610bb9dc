package io.promferry.gateway.status;

import io.promferry.gateway.telemetry.WriteResult;
import io.promferry.gateway.wire.RefusalReason;

/** How many writes ended how, and what was accepted and refused of them. Immutable. */
// Columns are numbered by the enums' order, which lasts as long as the process, as they do.
@SuppressWarnings("EnumOrdinal")
public final class Counts {
  private static final WriteResult[] RESULTS = WriteResult.values();
  private static final int FIRST_REASON = RESULTS.length;
  static final int SAMPLES = FIRST_REASON + RefusalReason.values().length;
  static final int HISTOGRAMS = SAMPLES + 1;
  static final int EXEMPLARS = HISTOGRAMS + 1;

  /** How many numbers there are. */
  static final int COLUMNS = EXEMPLARS + 1;

  static final Counts NONE = new Counts(new long[COLUMNS]);

  private final long[] columns;

  /** Takes over an array of {@link #COLUMNS} numbers. */
  Counts(long[] columns) {
    this.columns = columns;
  }

  static int column(WriteResult result) {
    return result.ordinal();
  }

  /** The one that is counted there. */
  static WriteResult result(int column) {
    return RESULTS[column];
  }

  static int column(RefusalReason reason) {
    return FIRST_REASON + reason.ordinal();
  }

  /** Writes that ended so. */
  public long writes(WriteResult result) {
    return columns[column(result)];
  }

  /** All writes. */
  public long writes() {
    long sum = 0;
    for (var result : RESULTS) {
      sum += writes(result);
    }
    return sum;
  }

  /** Series left out for this reason, once for each time that they were sent. */
  public long refused(RefusalReason reason) {
    return columns[column(reason)];
  }

  public long samples() {
    return columns[SAMPLES];
  }

  public long histograms() {
    return columns[HISTOGRAMS];
  }

  public long exemplars() {
    return columns[EXEMPLARS];
  }

  /** What was counted since {@code before}. */
  Counts since(Counts before) {
    var difference = new long[COLUMNS];
    for (int column = 0; column < COLUMNS; column++) {
      difference[column] = columns[column] - before.columns[column];
    }
    return new Counts(difference);
  }
}

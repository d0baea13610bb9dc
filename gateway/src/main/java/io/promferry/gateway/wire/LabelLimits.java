package io.promferry.gateway.wire;

/**
 * How many labels a series may have as it is sent on, forced ones among them, and how long they may
 * be. One that exceeds it is refused.
 *
 * @param mostLabels at least as many as are forced
 * @param mostNameBytes of a label's name, in UTF-8
 * @param mostValueBytes of a label's value, in UTF-8
 */
public record LabelLimits(int mostLabels, int mostNameBytes, int mostValueBytes) {
  /** What is limited for everybody. */
  public static final LabelLimits NONE =
      new LabelLimits(LabelResolver.MOST_LABELS, LabelResolver.MOST_NAME_BYTES, Integer.MAX_VALUE);
}

package io.promferry.gateway.limits;

/**
 * How large a write and its series may be. A larger write can never pass and is answered 413; a
 * series with more or longer labels is left out.
 *
 * @param bodyBytes the compressed body, as it is on the wire, at least 1 KiB
 * @param decodedBytes the body's decoded length, at least 1 KiB
 * @param labelsPerSeries labels of a series as it is sent on, forced ones among them; at least 10
 * @param labelNameBytes of a label's name in UTF-8, 16 to 1,024
 * @param labelValueBytes of a label's value in UTF-8, at least 16
 */
public record SizeLimits(
    int bodyBytes, int decodedBytes, int labelsPerSeries, int labelNameBytes, int labelValueBytes) {
  /** The most labels that a series may have, and the least that this can be limited to. */
  public static final int MOST_LABELS = 16_384;

  public static final int LEAST_LABELS = 10;

  /** The longest name that a label may have, whatever is configured. */
  public static final int MOST_NAME_BYTES = 1_024;

  /** The least that names and values can be limited to: {@code __name__} must fit. */
  public static final int LEAST_LABEL_BYTES = 16;

  /** The least and the most that a body may be, in bytes. */
  public static final int LEAST = 1 << 10;

  public static final int MOST = 256 << 20;

  /** What remote-write receivers take: 32 MiB of either (facts/remote-write.md 1.4). */
  public static final SizeLimits DEFAULT =
      new SizeLimits(32 << 20, 32 << 20, MOST_LABELS, MOST_NAME_BYTES, MOST);

  public SizeLimits {
    if (bodyBytes < LEAST || decodedBytes < LEAST || bodyBytes > MOST || decodedBytes > MOST) {
      throw new IllegalArgumentException("size limits must be between 1KiB and 256MiB");
    }
    if (labelsPerSeries < LEAST_LABELS || labelsPerSeries > MOST_LABELS) {
      throw new IllegalArgumentException("labels per series must be between 10 and 16384");
    }
    if (labelNameBytes < LEAST_LABEL_BYTES || labelNameBytes > MOST_NAME_BYTES) {
      throw new IllegalArgumentException("label name bytes must be between 16 and 1024");
    }
    if (labelValueBytes < LEAST_LABEL_BYTES || labelValueBytes > MOST) {
      throw new IllegalArgumentException("label value bytes must be between 16 and 256MiB");
    }
  }
}

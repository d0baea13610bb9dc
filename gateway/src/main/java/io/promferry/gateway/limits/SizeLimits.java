package io.promferry.gateway.limits;

/**
 * How large one write may be. Larger than this can never pass and is answered 413.
 *
 * @param bodyBytes the compressed body, as it is on the wire, at least 1 KiB
 * @param decodedBytes the body's decoded length, at least 1 KiB
 */
public record SizeLimits(int bodyBytes, int decodedBytes) {
  /** What remote-write receivers take: 32 MiB of either (facts/remote-write.md 1.4). */
  public static final SizeLimits DEFAULT = new SizeLimits(32 << 20, 32 << 20);

  /** The least and the most that either may be, in bytes. */
  public static final int LEAST = 1 << 10;

  public static final int MOST = 256 << 20;

  public SizeLimits {
    if (bodyBytes < LEAST || decodedBytes < LEAST || bodyBytes > MOST || decodedBytes > MOST) {
      throw new IllegalArgumentException("size limits must be between 1KiB and 256MiB");
    }
  }
}

package io.promferry.gateway.config;

import java.util.Optional;

/** Limits as written, sizes in bytes; what is absent falls back to the next outer default. */
public record SizesConfig(
    Optional<Integer> bodyBytes,
    Optional<Integer> decodedBytes,
    Optional<Integer> labelsPerSeries) {
  private static final int LEAST_LABELS = 10;
  private static final int MOST_LABELS = 16_384;
  private static final long LEAST = 1 << 10;
  private static final long MOST = 256L << 20;

  /** Reads the {@code limits} of a gateway or of a tenant entry. */
  public static SizesConfig read(Section section) {
    section.notYet(
        "requests-in-flight",
        "samples-per-second",
        "burst-samples",
        "active-series",
        "label-name-bytes",
        "label-value-bytes",
        "samples-ahead");
    return new SizesConfig(
        section.scalar("body-bytes", SizesConfig::size),
        section.scalar("decoded-bytes", SizesConfig::size),
        section.scalar("labels-per-series", SizesConfig::labels));
  }

  static SizesConfig none() {
    return new SizesConfig(Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Integer labels(String text) {
    if (!text.matches("[1-9]\\d{0,4}")
        || Integer.parseInt(text) < LEAST_LABELS
        || Integer.parseInt(text) > MOST_LABELS) {
      throw new IllegalArgumentException("must be between 10 and 16384, got '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private static Integer size(String text) {
    long bytes = Values.bytes(text);
    if (bytes < LEAST || bytes > MOST) {
      throw new IllegalArgumentException("must be between 1KiB and 256MiB, got " + text);
    }
    return (int) bytes;
  }
}

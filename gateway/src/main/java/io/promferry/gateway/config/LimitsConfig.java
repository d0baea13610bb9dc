package io.promferry.gateway.config;

import io.promferry.gateway.limits.SizeLimits;
import io.promferry.gateway.limits.TenantLimits;

/** How the {@code limits} of a gateway or of a tenant entry are written. */
public final class LimitsConfig {
  private LimitsConfig() {}

  /** Reads them; what is absent is as in {@code defaults}. */
  public static TenantLimits read(Section section, TenantLimits defaults) {
    section.notYet(
        "requests-in-flight",
        "samples-per-second",
        "burst-samples",
        "active-series",
        "label-name-bytes",
        "label-value-bytes",
        "samples-ahead");
    var sizes =
        new SizeLimits(
            section.scalar("body-bytes", LimitsConfig::size).orElse(defaults.sizes().bodyBytes()),
            section
                .scalar("decoded-bytes", LimitsConfig::size)
                .orElse(defaults.sizes().decodedBytes()),
            section
                .scalar("labels-per-series", LimitsConfig::labels)
                .orElse(defaults.sizes().labelsPerSeries()));
    return new TenantLimits(
        sizes,
        defaults.requestsInFlight(),
        defaults.samplesPerSecond(),
        defaults.burstSamples(),
        defaults.activeSeries(),
        defaults.samplesAhead());
  }

  private static Integer labels(String text) {
    if (!text.matches("[1-9]\\d{0,4}")
        || Integer.parseInt(text) < SizeLimits.LEAST_LABELS
        || Integer.parseInt(text) > SizeLimits.MOST_LABELS) {
      throw new IllegalArgumentException("must be between 10 and 16384, got '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private static Integer size(String text) {
    long bytes = Values.bytes(text);
    if (bytes < SizeLimits.LEAST || bytes > SizeLimits.MOST) {
      throw new IllegalArgumentException("must be between 1KiB and 256MiB, got " + text);
    }
    return (int) bytes;
  }
}

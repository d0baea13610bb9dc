package io.promferry.gateway.config;

import static io.promferry.gateway.config.Values.whole;

import io.promferry.gateway.limits.SizeLimits;
import io.promferry.gateway.limits.TenantLimits;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** How the {@code limits} of a gateway or of a tenant entry are written. */
public final class LimitsConfig {
  private static final int MOST_REQUESTS = 1_000_000;
  private static final int MOST_SERIES = 1_000_000_000;

  private LimitsConfig() {}

  /** Reads them; what is absent is as in {@code defaults}. */
  public static TenantLimits read(Section section, TenantLimits defaults) {
    boolean burstGiven = section.has("burst-samples");
    var limits =
        new TenantLimits(
            sizes(section, defaults.sizes()),
            section
                .scalar("requests-in-flight", text -> (int) whole(text, 1, MOST_REQUESTS))
                .map(OptionalInt::of)
                .orElse(defaults.requestsInFlight()),
            number(section, "samples-per-second", TenantLimits.MOST_PER_SECOND)
                .orElse(defaults.samplesPerSecond()),
            number(section, "burst-samples", TenantLimits.MOST_BURST)
                .orElse(defaults.burstSamples()),
            number(section, "active-series", MOST_SERIES).orElse(defaults.activeSeries()),
            section.scalar("samples-ahead", Values::duration).orElse(defaults.samplesAhead()));
    if (burstGiven && limits.samplesPerSecond().isEmpty()) {
      section.problem("burst-samples", "needs samples-per-second, here or in gateway.yml");
    }
    return limits;
  }

  private static SizeLimits sizes(Section section, SizeLimits defaults) {
    return new SizeLimits(
        section.scalar("body-bytes", LimitsConfig::size).orElse(defaults.bodyBytes()),
        section.scalar("decoded-bytes", LimitsConfig::size).orElse(defaults.decodedBytes()),
        section
            .scalar(
                "labels-per-series",
                text -> (int) whole(text, SizeLimits.LEAST_LABELS, SizeLimits.MOST_LABELS))
            .orElse(defaults.labelsPerSeries()),
        section.scalar("label-name-bytes", LimitsConfig::name).orElse(defaults.labelNameBytes()),
        section
            .scalar("label-value-bytes", LimitsConfig::value)
            .orElse(defaults.labelValueBytes()));
  }

  private static Optional<OptionalLong> number(Section section, String key, long most) {
    return section.scalar(key, text -> OptionalLong.of(whole(text, 1, most)));
  }

  private static int size(String text) {
    return within(SizeLimits.LEAST, SizeLimits.MOST, "1KiB and 256MiB", text);
  }

  private static int name(String text) {
    return within(SizeLimits.LEAST_LABEL_BYTES, SizeLimits.MOST_NAME_BYTES, "16 and 1024", text);
  }

  private static int value(String text) {
    return within(SizeLimits.LEAST_LABEL_BYTES, SizeLimits.MOST, "16 and 256MiB", text);
  }

  private static int within(int least, int most, String range, String text) {
    long bytes = Values.bytes(text);
    if (bytes < least || bytes > most) {
      throw new IllegalArgumentException("must be between " + range + ", got " + text);
    }
    return (int) bytes;
  }
}

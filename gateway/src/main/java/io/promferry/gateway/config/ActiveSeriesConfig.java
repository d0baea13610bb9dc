package io.promferry.gateway.config;

import java.time.Duration;

/**
 * How series are remembered, of all tenants, so that new ones can be told from known ones.
 *
 * @param window for how long a series is remembered without a sample, 1 minute to 1 day
 * @param memory bytes that may be spent on it, at least 1 MiB
 */
public record ActiveSeriesConfig(Duration window, long memory) {
  private static final Duration DEFAULT_WINDOW = Duration.ofMinutes(20);
  private static final Duration LEAST_WINDOW = Duration.ofMinutes(1);
  private static final Duration MOST_WINDOW = Duration.ofDays(1);
  private static final long LEAST_MEMORY = 1 << 20;
  private static final long USUAL_LEAST_MEMORY = 32 << 20;

  static ActiveSeriesConfig defaults() {
    return new ActiveSeriesConfig(DEFAULT_WINDOW, defaultMemory());
  }

  static ActiveSeriesConfig read(Section section) {
    return new ActiveSeriesConfig(
        section.scalar("window", ActiveSeriesConfig::window).orElse(DEFAULT_WINDOW),
        section.scalar("memory", ActiveSeriesConfig::memory).orElseGet(() -> defaultMemory()));
  }

  /** A sixteenth of the largest heap, but enough for some three million series. */
  private static long defaultMemory() {
    return Math.max(Runtime.getRuntime().maxMemory() / 16, USUAL_LEAST_MEMORY);
  }

  private static Duration window(String text) {
    var window = Values.duration(text);
    if (window.compareTo(LEAST_WINDOW) < 0 || window.compareTo(MOST_WINDOW) > 0) {
      throw new IllegalArgumentException("must be between 1m and 1d, got " + text);
    }
    return window;
  }

  private static long memory(String text) {
    long bytes = Values.bytes(text);
    if (bytes < LEAST_MEMORY) {
      throw new IllegalArgumentException("must be at least 1MiB, got " + text);
    }
    return bytes;
  }
}

package io.promferry.loadtests.scenario;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Figures as people read them. */
final class Figures {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long SHORT = 10_000;

  private Figures() {}

  static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.format(Locale.ROOT, "%,.2f", value).replaceAll("0$", "");
  }

  static String text(double value, String unit) {
    return text(value) + ' ' + unit;
  }

  static String text(Duration time) {
    if (time.isPositive() && time.toNanos() < NANOS_PER_MILLI) {
      return text((double) time.toNanos(), "ns");
    }
    return time.toMillis() < SHORT
        ? text(time.toNanos() / 1e6, "ms")
        : text(time.toMillis() / 1e3, "s");
  }

  static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%,.0f MiB", (double) bytes / (1 << 20));
  }

  static String sorted(Collection<String> answers) {
    return answers.stream().sorted().collect(joining(", "));
  }

  static String counts(Map<String, Long> answers) {
    return answers.isEmpty()
        ? "no answers"
        : new TreeMap<>(answers)
            .entrySet().stream()
                .map(one -> String.format(Locale.ROOT, "%,d x %s", one.getValue(), one.getKey()))
                .collect(joining(", "));
  }
}

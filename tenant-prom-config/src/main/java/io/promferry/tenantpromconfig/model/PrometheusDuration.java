package io.promferry.tenantpromconfig.model;

import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as Prometheus writes them, such as {@code 1h30m}. */
public final class PrometheusDuration {
  private static final Pattern WHOLE = Pattern.compile(Patterns.DURATION);
  private static final Pattern PART = Pattern.compile("([0-9]+)(ms|[smhdwy])");

  private PrometheusDuration() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Duration parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is no duration such as 30s or 1h30m");
    }
    return PART.matcher(text)
        .results()
        .map(part -> unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The shorter of the two, as it is written. */
  public static String atMost(String wanted, String most) {
    return parse(wanted).compareTo(parse(most)) < 0 ? wanted : most;
  }

  private static Duration unit(String name) {
    return switch (name) {
      case "ms" -> Duration.ofMillis(1);
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      case "d" -> Duration.ofDays(1);
      case "w" -> Duration.ofDays(7);
      case "y" -> Duration.ofDays(365);
      default -> throw new IllegalArgumentException("'" + name + "' is no unit of time");
    };
  }
}

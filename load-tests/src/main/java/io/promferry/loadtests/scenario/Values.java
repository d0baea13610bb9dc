package io.promferry.loadtests.scenario;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How single values are written. Each says what it would have taken. */
final class Values {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ns|us|ms|s|m|h)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(KiB|MiB|GiB)");
  private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
  private static final String PER_MINUTE = "/m";

  private Values() {}

  /** {@code 800ns}, {@code 50us}, {@code 500ms}, {@code 10s}, {@code 5m}, {@code 2h}. */
  static Duration duration(String text) {
    var match = matched(DURATION, text, "a duration such as 500ms, 10s or 5m");
    long amount = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "ns" -> Duration.ofNanos(amount);
      case "us" -> Duration.ofNanos(amount * 1000);
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  static Duration positiveDuration(String text) {
    var duration = duration(text);
    if (duration.isZero()) {
      throw new IllegalArgumentException("must be positive, got " + text);
    }
    return duration;
  }

  /** {@code 64KiB}, {@code 32MiB}, {@code 1GiB}. */
  static long bytes(String text) {
    var match = matched(SIZE, text, "a size such as 64KiB or 32MiB");
    long amount = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "KiB" -> amount << 10;
      case "MiB" -> amount << 20;
      default -> amount << 30;
    };
  }

  static int whole(String text, int least, int most) {
    if (!WHOLE.matcher(text).matches()
        || Long.parseLong(text) < least
        || Long.parseLong(text) > most) {
      throw new IllegalArgumentException(
          "must be a whole number between %,d and %,d, got '%s'".formatted(least, most, text));
    }
    return Integer.parseInt(text);
  }

  static double number(String text, double least, double most) {
    if (!NUMBER.matcher(text).matches()
        || Double.parseDouble(text) < least
        || Double.parseDouble(text) > most) {
      throw new IllegalArgumentException(
          "must be a number between %s and %s, got '%s'".formatted(least, most, text));
    }
    return Double.parseDouble(text);
  }

  static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false, got '" + text + "'");
    };
  }

  /** A criterion that is there or not. */
  static boolean onlyTrue(String text) {
    if (!text.equals("true")) {
      throw new IllegalArgumentException("must be true or left out, got '" + text + "'");
    }
    return true;
  }

  /** {@code 2MiB/m} in bytes per minute. */
  static long bytesPerMinute(String text) {
    return bytes(perMinute(text, "2MiB/m"));
  }

  /** {@code 0.5/m} per minute. */
  static double countPerMinute(String text) {
    return number(perMinute(text, "0.5/m"), 0, 1e6);
  }

  private static String perMinute(String text, String example) {
    if (!text.endsWith(PER_MINUTE)) {
      throw new IllegalArgumentException(
          "must be so much per minute, such as %s, got '%s'".formatted(example, text));
    }
    return text.substring(0, text.length() - PER_MINUTE.length());
  }

  private static Matcher matched(Pattern pattern, String text, String example) {
    var match = pattern.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException("must be " + example + ", got '" + text + "'");
    }
    return match;
  }
}

package io.promferry.gateway.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How single values are written: durations, sizes, addresses. Each says what it would have taken.
 */
public final class Values {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(KiB|MiB|GiB)?");
  private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");
  private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  private Values() {}

  /** The name of a Kubernetes namespace: a DNS label (RFC 1123). */
  static String namespace(String text) {
    if (!NAMESPACE.matcher(text).matches()) {
      throw new IllegalArgumentException("must be a DNS label, got '" + text + "'");
    }
    return text;
  }

  /** {@code 500ms}, {@code 10s}, {@code 5m}, {@code 2h}, {@code 1d}; zero too. */
  public static Duration duration(String text) {
    var match = DURATION.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "must be a duration such as 500ms, 10s or 5m, got '" + text + "'");
    }
    long amount = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /** A duration above zero. */
  public static Duration positiveDuration(String text) {
    var duration = duration(text);
    if (duration.isZero()) {
      throw new IllegalArgumentException("must be positive, got " + text);
    }
    return duration;
  }

  /** A number of bytes: {@code 1024}, {@code 64KiB}, {@code 32MiB}, {@code 1GiB}. */
  public static long bytes(String text) {
    var match = SIZE.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "must be a size such as 1024, 64KiB or 32MiB, got '" + text + "'");
    }
    long amount = Long.parseLong(match.group(1));
    return switch (match.group(2) == null ? "" : match.group(2)) {
      case "KiB" -> amount << 10;
      case "MiB" -> amount << 20;
      case "GiB" -> amount << 30;
      default -> amount;
    };
  }

  /** A number of bytes above zero. */
  public static long positiveBytes(String text) {
    long bytes = bytes(text);
    if (bytes == 0) {
      throw new IllegalArgumentException("must be positive, got " + text);
    }
    return bytes;
  }

  /** A whole number between two others, themselves among them. */
  public static long whole(String text, long least, long most) {
    if (!WHOLE.matcher(text).matches()
        || Long.parseLong(text) < least
        || Long.parseLong(text) > most) {
      throw new IllegalArgumentException(
          "must be between " + least + " and " + most + ", got '" + text + "'");
    }
    return Long.parseLong(text);
  }

  /** A label name of the classic form; {@code __name__} and the like are Prometheus' own. */
  public static String labelName(String text) {
    if (!LABEL_NAME.matcher(text).matches() || text.startsWith("__")) {
      throw new IllegalArgumentException("must be a label name such as tenant, got '" + text + "'");
    }
    return text;
  }

  /** {@code true} or {@code false}. */
  public static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false, got '" + text + "'");
    };
  }

  /** One of an enum's constants, written in kebab case. */
  public static <E extends Enum<E>> E oneOf(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> kebab(constant).equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "must be one of "
                    + String.join(
                        ", ", Arrays.stream(type.getEnumConstants()).map(Values::kebab).toList())
                    + ", got '"
                    + text
                    + "'"));
  }

  private static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package io.promferry.loadtests.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 90s}, {@code 30m}, {@code 1h30m}, or ISO 8601. */
final class TimeConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    try {
      var upper = text.toUpperCase(Locale.ROOT);
      return Duration.parse(upper.startsWith("P") ? upper : "PT" + upper);
    } catch (DateTimeParseException _) {
      throw new TypeConversionException("'" + text + "' is not a time such as 90s, 30m or 2h");
    }
  }
}

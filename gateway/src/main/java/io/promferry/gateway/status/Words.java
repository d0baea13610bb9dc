package io.promferry.gateway.status;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as a person says them. */
final class Words {
  private static final int LONGEST_QUOTE = 300;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DATE_AND_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  /** In the largest unit that it fills: {@code 45 s}, {@code 7 min}, {@code 3 h}, {@code 3 d}. */
  static String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + " min";
    }
    return seconds < 86_400 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
  }

  /** With its noun: {@code 1 write}, {@code 12,300 writes}. */
  static String count(long count, String one, String several) {
    return number(count) + " " + (count == 1 ? one : several);
  }

  /** Small rates with one decimal: {@code 0.4 samples/s}, {@code 12,300 samples/s}. */
  static String rate(double perSecond) {
    long tenths = Math.round(perSecond * 10);
    return tenths >= 100 || tenths % 10 == 0
        ? count(Math.round(perSecond), "sample/s", "samples/s")
        : tenths / 10 + "." + tenths % 10 + " samples/s";
  }

  /** {@code 09:12 UTC}; with the date if that is not today. */
  static String time(Instant time, Instant now) {
    boolean today =
        LocalDate.ofInstant(time, ZoneOffset.UTC).equals(LocalDate.ofInstant(now, ZoneOffset.UTC));
    return (today ? TIME : DATE_AND_TIME).format(time);
  }

  /** The beginning of a text that somebody else has written. */
  static String quote(String text) {
    return text.length() <= LONGEST_QUOTE ? text : cut(text, LONGEST_QUOTE) + "...";
  }

  /** At most so many characters, without half a one at the end. */
  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    boolean isSplit = Character.isHighSurrogate(text.charAt(longest - 1));
    return text.substring(0, isSplit ? longest - 1 : longest);
  }

  /** With a comma after each three digits; by hand, as a format takes longer than all the rest. */
  private static String number(long number) {
    var digits = new StringBuilder().append(number);
    for (int comma = digits.length() - 3; comma > 0; comma -= 3) {
      digits.insert(comma, ',');
    }
    return digits.toString();
  }
}

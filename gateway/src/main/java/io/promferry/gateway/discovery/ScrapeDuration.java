package io.promferry.gateway.discovery;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** How Prometheus writes a length of time: {@code 1h30m}, largest unit first. */
final class ScrapeDuration {
  private static final Pattern FORM =
      Pattern.compile(
          "(?=\\d)(?:(\\d{1,4})y)?(?:(\\d{1,4})w)?(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?"
              + "(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,12})ms)?");
  private static final long DAY = 86_400_000L;
  private static final long[] UNITS = {365 * DAY, 7 * DAY, DAY, 3_600_000, 60_000, 1_000, 1};

  /** What Prometheus allows a scrape unless its configuration says otherwise. */
  private static final String USUAL_TIMEOUT = "10s";

  private static final long USUAL_TIMEOUT_MILLIS = 10_000;

  private ScrapeDuration() {}

  /** Empty if it is none, or nothing: neither is an interval. */
  static OptionalLong millis(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      return OptionalLong.empty();
    }
    long millis = 0;
    for (int i = 0; i < UNITS.length; i++) {
      var digits = match.group(i + 1);
      millis += digits == null ? 0 : Long.parseLong(digits) * UNITS[i];
    }
    return millis == 0 ? OptionalLong.empty() : OptionalLong.of(millis);
  }

  /** The usual timeout within that interval: Prometheus refuses a target with a longer one. */
  static String timeout(String interval) {
    return millis(interval).orElse(0) < USUAL_TIMEOUT_MILLIS ? interval : USUAL_TIMEOUT;
  }
}

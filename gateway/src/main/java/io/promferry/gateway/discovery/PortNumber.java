package io.promferry.gateway.discovery;

import java.util.Optional;
import java.util.regex.Pattern;

/** How the number of a TCP port is written. */
final class PortNumber {
  private static final Pattern DIGITS = Pattern.compile("[1-9]\\d{0,4}");
  private static final int HIGHEST = 65_535;

  private PortNumber() {}

  /** Empty if it is none. */
  static Optional<Integer> parse(String text) {
    return Optional.of(text)
        .filter(digits -> DIGITS.matcher(digits).matches())
        .map(Integer::valueOf)
        .filter(number -> number <= HIGHEST);
  }
}

package io.promferry.loadtests.report.page;

import io.promferry.loadtests.report.Outcome;
import java.util.Locale;

/** A verdict by sign, word and colour. */
final class Badge {
  private Badge() {}

  static Element of(Outcome outcome) {
    return of(outcome, words(outcome));
  }

  static Element met(boolean met) {
    return met ? of(Outcome.PASSED, "✓ met") : of(Outcome.FAILED, "✗ not met");
  }

  static String words(Outcome outcome) {
    return switch (outcome) {
      case PASSED -> "✓ passed";
      case FAILED -> "✗ failed";
      case INVALID -> "⚠ invalid";
    };
  }

  private static Element of(Outcome outcome, String words) {
    return Element.of("span", "badge " + outcome.name().toLowerCase(Locale.ROOT)).text(words);
  }
}

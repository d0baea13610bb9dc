package io.promferry.loadtests.report.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them, with three digits that matter; a dash where there is none. */
final class Figures {
  static final String NONE = "–";
  private static final MathContext DIGITS = new MathContext(3);
  private static final double MILLIS_PER_SECOND = 1000;

  private Figures() {}

  static String millis(double millis) {
    return millis >= MILLIS_PER_SECOND
        ? withUnit(millis / MILLIS_PER_SECOND, " s")
        : withUnit(millis, " ms");
  }

  /** For example {@code 512k}. */
  static String shortCount(double count) {
    if (count >= 1e9) {
      return withUnit(count / 1e9, "G");
    }
    if (count >= 1e6) {
      return withUnit(count / 1e6, "M");
    }
    return count >= 1e4 ? withUnit(count / 1e3, "k") : number(count);
  }

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  static String withUnit(double value, String unit) {
    return Double.isFinite(value) ? number(value) + unit : NONE;
  }

  static String number(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    double size = Math.abs(value);
    if (size >= 100 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
  }

  /** Of a length along an axis. */
  static String percent(double part) {
    return String.format(Locale.ROOT, "%.4f%%", part * 100);
  }
}

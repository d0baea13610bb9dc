package io.promferry.loadtests.driver.shape;

/** What series show: mostly zeros and whole numbers, as real ones do. */
final class Values {
  private static final int SALT = 5;
  private static final double ZEROS = 0.44;
  private static final double ONES = 0.12;
  private static final double WHOLE = 0.32;
  private static final double LARGEST = 30;

  private Values() {}

  static double of(int exposition, Family.Line line) {
    double kind = Mix.part(exposition, SALT);
    double size = Mix.part(exposition, SALT + 1);
    if (line.name().endsWith("_info")) {
      return 1;
    }
    if (kind < ZEROS) {
      return 0;
    }
    if (kind < ZEROS + ONES) {
      return 1;
    }
    double value = Math.pow(2, size * LARGEST);
    return kind < ZEROS + ONES + WHOLE ? Math.rint(value) : value / 1000;
  }
}

package io.promferry.loadtests.report.page;

import java.util.List;
import java.util.stream.IntStream;

/**
 * From zero to the last of two to five even steps.
 *
 * @param step a power of ten times 1, 2 or 5
 */
record LinearScale(double step, int steps) implements Scale {
  private static final int MOST_STEPS = 5;

  /** Has room for all values up to {@code most}. */
  static LinearScale upTo(double most) {
    double top = most > 0 && Double.isFinite(most) ? most : 1;
    double ten = Math.pow(10, Math.floor(Math.log10(top / MOST_STEPS)));
    double step = ten;
    for (double times : new double[] {1, 2, 5, 10}) {
      step = ten * times;
      if (step * MOST_STEPS >= top) {
        break;
      }
    }
    return new LinearScale(step, (int) Math.ceil(top / step - 1e-9));
  }

  @Override
  public double at(double value) {
    return value / (step * steps);
  }

  @Override
  public List<Double> ticks() {
    return IntStream.rangeClosed(0, steps).mapToObj(i -> i * step).toList();
  }
}

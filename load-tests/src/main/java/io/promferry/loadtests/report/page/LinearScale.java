package io.promferry.loadtests.report.page;

import java.util.List;
import java.util.stream.IntStream;

/**
 * From zero to an end, in even steps.
 *
 * @param step a power of ten times 1, 2 or 5
 */
record LinearScale(double step, double end) implements Scale {
  private static final int MOST_STEPS = 5;
  private static final double ROUNDING = 1e-9;

  /** Ends at the first step that has room for {@code most}. */
  static LinearScale upTo(double most) {
    double step = stepFor(most);
    return new LinearScale(step, step * Math.max(1, Math.ceil(most / step - ROUNDING)));
  }

  /** Ends at {@code most}. */
  static LinearScale endingAt(double most) {
    return new LinearScale(stepFor(most), most > 0 ? most : 1);
  }

  private static double stepFor(double most) {
    double top = most > 0 && Double.isFinite(most) ? most : 1;
    double ten = Math.pow(10, Math.floor(Math.log10(top / MOST_STEPS)));
    double step = ten;
    for (double times : new double[] {1, 2, 5, 10}) {
      step = ten * times;
      if (step * MOST_STEPS >= top) {
        break;
      }
    }
    return step;
  }

  @Override
  public double at(double value) {
    return value / end;
  }

  @Override
  public List<Double> ticks() {
    return IntStream.rangeClosed(0, (int) (end / step + ROUNDING)).mapToObj(i -> i * step).toList();
  }
}

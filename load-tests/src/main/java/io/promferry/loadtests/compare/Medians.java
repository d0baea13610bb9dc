package io.promferry.loadtests.compare;

import java.util.List;

/** The middle of figures that scatter. */
final class Medians {
  private Medians() {}

  static double of(List<Double> figures) {
    return ofSorted(figures.stream().mapToDouble(Double::doubleValue).sorted().toArray());
  }

  /** The mean of the two in the middle, where there are two. */
  static double ofSorted(double[] figures) {
    int half = figures.length / 2;
    return figures.length % 2 == 1 ? figures[half] : (figures[half - 1] + figures[half]) / 2;
  }
}

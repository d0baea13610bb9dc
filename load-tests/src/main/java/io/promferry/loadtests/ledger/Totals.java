package io.promferry.loadtests.ledger;

import io.promferry.proto.v1.Histogram;
import io.promferry.proto.v1.Histogram.CountCase;

/**
 * How many observations a native histogram has, and their sum.
 *
 * @param count whole or not
 */
public record Totals(double count, double sum) {
  public static Totals of(Histogram histogram) {
    return new Totals(
        histogram.getCountCase() == CountCase.COUNT_FLOAT
            ? histogram.getCountFloat()
            : histogram.getCountInt(),
        histogram.getSum());
  }

  /** Version 2 has the same fields. */
  public static Totals of(io.promferry.proto.v2.Histogram histogram) {
    return new Totals(
        histogram.getCountCase() == io.promferry.proto.v2.Histogram.CountCase.COUNT_FLOAT
            ? histogram.getCountFloat()
            : histogram.getCountInt(),
        histogram.getSum());
  }

  /** Bit for bit. */
  boolean same(Totals other) {
    return Double.doubleToRawLongBits(count) == Double.doubleToRawLongBits(other.count)
        && Double.doubleToRawLongBits(sum) == Double.doubleToRawLongBits(other.sum);
  }
}

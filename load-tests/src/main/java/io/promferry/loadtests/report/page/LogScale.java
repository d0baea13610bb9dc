package io.promferry.loadtests.report.page;

import java.util.List;
import java.util.stream.IntStream;

/** From one power of ten to another; what is smaller stands at the beginning. */
record LogScale(int first, int last) implements Scale {
  private static final int MOST_TICKS = 6;
  private static final double LEAST = 1e-3;

  /** Has room for all values between the two. */
  static LogScale of(double least, double most) {
    int first = (int) Math.floor(Math.log10(Math.max(LEAST, least)) + 1e-9);
    int last = (int) Math.ceil(Math.log10(Math.max(LEAST, most)) - 1e-9);
    return new LogScale(first, Math.max(first + 1, last));
  }

  @Override
  public double at(double value) {
    return value <= 0 ? 0 : Math.clamp((Math.log10(value) - first) / (last - first), 0, 1);
  }

  @Override
  public List<Double> ticks() {
    int every = Math.ceilDiv(last - first + 1, MOST_TICKS);
    return IntStream.rangeClosed(first, last)
        .filter(power -> (power - first) % every == 0)
        .mapToObj(power -> Math.pow(10, power))
        .toList();
  }
}

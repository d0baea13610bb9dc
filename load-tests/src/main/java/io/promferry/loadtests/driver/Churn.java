package io.promferry.loadtests.driver;

import io.promferry.loadtests.driver.shape.Generation;
import java.time.Duration;
import java.util.function.DoubleToLongFunction;

/**
 * When series are replaced by new ones: a part of the pods, again and again, those of each body at
 * a time of its own.
 *
 * @param part of the pods, 0 to 1
 * @param generationMillis how long a series is there; 0 for ever
 */
record Churn(double part, double generationMillis) {
  private static final double HOUR = Duration.ofHours(1).toMillis();

  /** As few pods as that are replaced, unless more are needed. */
  private static final double FEW = 0.1;

  /** Spreads the bodies' times evenly, however many there are. */
  private static final double GOLDEN = 0.6180339887498949;

  /**
   * The churn of a load.
   *
   * @param replaced how many series of a tenant are replaced if that part of the pods are
   * @throws IllegalArgumentException if the load asks for more than one new series at each scrape
   *     in place of each that can be replaced
   */
  static Churn of(Load load, DoubleToLongFunction replaced) {
    if (load.churnPerHour() == 0) {
      return new Churn(0, 0);
    }
    double perMilli = load.churnPerHour() * load.series() / HOUR;
    double atOnce = perMilli * load.interval().toMillis();
    long most = replaced.applyAsLong(1);
    if (atOnce > most) {
      throw new IllegalArgumentException(
          "a churn of %s an hour is %.1f new series at each scrape, but only %d can be replaced"
              .formatted(load.churnPerHour(), atOnce, most));
    }
    double part = Math.max(FEW, atOnce / most);
    long few = replaced.applyAsLong(part);
    return few >= atOnce && few > 0
        ? new Churn(part, few / perMilli)
        : new Churn(1, most / perMilli);
  }

  int generation(int body, long timestamp) {
    if (generationMillis == 0) {
      return 0;
    }
    double passed = timestamp / generationMillis + body * GOLDEN;
    return (int) (passed % Generation.COUNT);
  }
}

package io.promferry.gateway.limits;

import java.util.function.Supplier;

/** The series that one tenant has sent lately. Thread-safe. */
public final class ActiveSeries {
  /**
   * Whether a series may pass, and from now on is known if it does.
   *
   * @param hash 64 bits of a hash of its labels as they are forwarded, even over all values
   * @param metricName asked for seldom
   */
  public boolean admits(long hash, Supplier<String> metricName) {
    return hash != 0 || !metricName.get().isEmpty();
  }
}

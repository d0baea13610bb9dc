package io.promferry.gateway;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * How late it is.
 *
 * @param instants the time of day, for what people read
 * @param nanos a clock that never goes back, in nanoseconds, for what is limited
 */
record Clocks(InstantSource instants, LongSupplier nanos) {
  static final Clocks SYSTEM = new Clocks(InstantSource.system(), System::nanoTime);
}

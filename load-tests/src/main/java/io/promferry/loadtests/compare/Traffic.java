package io.promferry.loadtests.compare;

import io.promferry.loadtests.driver.Bodies;
import io.promferry.loadtests.driver.Deliveries;
import io.promferry.loadtests.driver.Driver;
import io.promferry.loadtests.driver.DriverFigures;
import io.promferry.loadtests.driver.DriverPlan;
import io.promferry.loadtests.driver.Load;
import io.promferry.loadtests.driver.Pace;
import io.promferry.loadtests.driver.Target;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes at a steady rate, each write once, and all of it with the same bodies. Timestamps are
 * those of the clock, so that each run's come after the one's before. Not thread-safe.
 */
final class Traffic {
  /** After it, what is still under way will not count. */
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private static final Duration ANY = Duration.ofSeconds(1);

  private final Map<Load, Bodies> encoded = new HashMap<>();

  /** Returns when the time is over and nothing is under way. */
  DriverFigures run(Load load, URI target, boolean tokens, Duration time) {
    var where =
        new Target(
            new InetSocketAddress(target.getHost(), target.getPort()), target.getPath(), tokens);
    var plan = new DriverPlan(load, where, Pace.EVEN, time, System.currentTimeMillis(), false);
    try (var driver = Driver.start(plan, bodies(load), Deliveries.UNWATCHED)) {
      return driver.finish(DRAIN);
    }
  }

  /** How often they are written makes no other bodies. */
  private Bodies bodies(Load load) {
    return encoded.computeIfAbsent(load.withInterval(ANY), Bodies::of);
  }
}

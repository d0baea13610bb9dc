package io.promferry.loadtests.scenario;

import io.promferry.loadtests.driver.Bodies;
import io.promferry.loadtests.driver.BodyTemplate;
import io.promferry.loadtests.driver.Deliveries;
import io.promferry.loadtests.driver.Driver;
import io.promferry.loadtests.driver.DriverFigures;
import io.promferry.loadtests.driver.DriverPlan;
import io.promferry.loadtests.driver.WriteProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/**
 * A driver of a load's protocol; or two, of which one sends every other body in version 1 and one
 * the rest in version 2.
 */
final class Senders implements AutoCloseable {
  private final List<Driver> drivers;

  private Senders(List<Driver> drivers) {
    this.drivers = List.copyOf(drivers);
  }

  /** One driver. */
  static Senders start(DriverPlan plan, Bodies bodies, Deliveries deliveries) {
    return new Senders(List.of(Driver.start(plan, bodies, deliveries)));
  }

  /** Two drivers, whatever the load's own protocol. */
  static Senders startBoth(DriverPlan plan, Deliveries deliveries) {
    var drivers = new ArrayList<Driver>();
    try {
      drivers.add(half(plan, WriteProtocol.RW1, body -> body.number() % 2 == 0, deliveries));
      drivers.add(half(plan, WriteProtocol.RW2, body -> body.number() % 2 == 1, deliveries));
      return new Senders(drivers);
    } catch (RuntimeException failure) {
      drivers.forEach(Driver::close);
      throw failure;
    }
  }

  private static Driver half(
      DriverPlan plan,
      WriteProtocol protocol,
      Predicate<BodyTemplate> mine,
      Deliveries deliveries) {
    var load = plan.load().withProtocol(protocol);
    var half =
        new DriverPlan(
            load, plan.target(), plan.pace(), plan.time(), plan.firstTimestamp(), plan.retries());
    return Driver.start(half, Bodies.of(load), mine, deliveries);
  }

  /** Of all, up to now. */
  DriverFigures figures() {
    return sum(drivers.stream().map(Driver::figures).toList());
  }

  /** As {@link Driver#finish}. */
  DriverFigures finish(Duration drain) {
    return sum(drivers.stream().map(driver -> driver.finish(drain)).toList());
  }

  @Override
  public void close() {
    drivers.forEach(Driver::close);
  }

  private static DriverFigures sum(List<DriverFigures> figures) {
    return figures.stream().reduce(Senders::sum).orElseThrow();
  }

  private static DriverFigures sum(DriverFigures one, DriverFigures other) {
    return new DriverFigures(
        one.time(),
        one.samplesDue() + other.samplesDue(),
        one.samplesAcknowledged() + other.samplesAcknowledged(),
        one.bodiesAcknowledged() + other.bodiesAcknowledged(),
        one.bodiesDropped() + other.bodiesDropped(),
        sum(one.answers(), other.answers()),
        sum(one.latencyMicros(), other.latencyMicros()),
        sum(one.latenessMicros(), other.latenessMicros()),
        // Both are of this process.
        one.cpu(),
        longer(one.longestFull(), other.longestFull()));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
    var sum = new TreeMap<>(one);
    other.forEach((answer, count) -> sum.merge(answer, count, Long::sum));
    return sum;
  }

  private static Histogram sum(Histogram one, Histogram other) {
    var sum = one.copy();
    sum.add(other);
    return sum;
  }
}

package io.promferry.loadtests.compare;

import io.promferry.loadtests.driver.DriverFigures;
import io.promferry.loadtests.driver.Load;
import io.promferry.loadtests.measure.AwakeCore;
import io.promferry.loadtests.peer.Relay;
import io.promferry.loadtests.sink.LoadSink;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/** A relay in its place between the driver and the store, running. */
record Station(
    Contestant contestant,
    Relay relay,
    LoadSink sink,
    Traffic traffic,
    Bench bench,
    AwakeCore awake)
    implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(200);

  /** vmagent keeps what makes no whole block for a second. */
  private static final Duration QUIET = Duration.ofMillis(1500);

  private static final Duration SHORT_WARM_UP = Duration.ofSeconds(3);

  /** It is requests that warm up, ten thousands of them. */
  private static final int SMALL_BODY = 100;

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Writes at a rate until the relay is as fast as it will be, and holds nothing back. */
  void warmUp(CompareOptions options) {
    double rate = options.samplesPerSecond();
    if (contestant.compiles()) {
      send(options.load().withSamplesPerBody(SMALL_BODY), rate, options.warmUp());
      send(options.load(), 2 * rate, options.warmUp().dividedBy(2));
    }
    send(options.load(), rateOf(options), SHORT_WARM_UP);
    settle();
  }

  /** At which its CPU is measured, in samples per second. */
  double rateOf(CompareOptions options) {
    return Math.min(options.samplesPerSecond(), contestant.mostSamplesPerSecond());
  }

  /** Measures from the first write until the store has all. */
  Measured measure(Load load, double samplesPerSecond, Duration time) {
    var arrivedBefore = relay.handedOn();
    var sinkBefore = sink.figures();
    var before = Reading.of(relay, bench, awake);
    var figures = send(load, samplesPerSecond, time);
    long start = System.nanoTime();
    long handedOn = drain(arrivedBefore, figures.samplesAcknowledged());
    var draining = Duration.ofNanos(System.nanoTime() - start);
    return Measured.of(
        figures,
        handedOn,
        draining,
        sinkBefore,
        sink.figures(),
        before,
        Reading.of(relay, bench, awake));
  }

  /** Until it hands nothing on any more. */
  void settle() {
    if (relay.handedOn().isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    long lastChange = start;
    long last = relay.handedOn().orElseThrow();
    while (System.nanoTime() - lastChange < QUIET.toNanos()
        && System.nanoTime() - start < PATIENCE.toNanos()) {
      LockSupport.parkNanos(LOOK.toNanos());
      long now = relay.handedOn().orElseThrow();
      lastChange = now == last ? lastChange : System.nanoTime();
      last = now;
    }
  }

  @Override
  public void close() {
    relay.close();
  }

  private DriverFigures send(Load load, double samplesPerSecond, Duration time) {
    return traffic.run(
        contestant.loadOf(load, samplesPerSecond), relay.writeUri(), contestant.tokens(), time);
  }

  private long drain(OptionalLong before, long acknowledged) {
    if (before.isEmpty()) {
      return acknowledged;
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    long handedOn = relay.handedOn().orElseThrow() - before.getAsLong();
    while (handedOn < acknowledged && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK.toNanos());
      handedOn = relay.handedOn().orElseThrow() - before.getAsLong();
    }
    return Math.min(handedOn, acknowledged);
  }
}

package io.promferry.loadtests.compare;

import io.promferry.loadtests.measure.AwakeCore;
import io.promferry.loadtests.measure.CoreLoad;
import io.promferry.loadtests.measure.ProcessCost;
import io.promferry.loadtests.peer.Relay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a relay and the cores have used up to one moment.
 *
 * @param kept what kept the tested core awake
 */
record Reading(
    long nanos,
    ProcessCost cost,
    CoreLoad tested,
    Duration kept,
    CoreLoad harness,
    OptionalLong allocated) {
  static Reading of(Relay relay, Bench bench, AwakeCore awake) {
    try {
      return new Reading(
          System.nanoTime(),
          ProcessCost.ofTree(relay.pid()),
          CoreLoad.of(bench.tested()),
          awake.cpu(),
          CoreLoad.of(bench.harness()),
          relay.allocatedBytes());
    } catch (IOException failure) {
      throw new UncheckedIOException("the process under test cannot be read", failure);
    }
  }

  double secondsSince(Reading before) {
    return (nanos - before.nanos) / 1e9;
  }

  double cpuNanosSince(Reading before) {
    return cost.cpu().minus(before.cost.cpu()).toNanos();
  }

  /** The part of the tested core that others had, thieves among them; 0 to 1. */
  double noiseSince(Reading before) {
    double known = cpuNanosSince(before) + kept.minus(before.kept).toNanos();
    double part = known / 1e9 / secondsSince(before);
    return Math.clamp(tested.since(before.tested) - part, 0, 1);
  }

  /** The allocated bytes; negative where there is no JVM. */
  double allocatedSince(Reading before) {
    return allocated.isPresent() && before.allocated.isPresent()
        ? allocated.getAsLong() - before.allocated.getAsLong()
        : -1;
  }
}

package io.promferry.loadtests.compare;

import io.promferry.loadtests.measure.CoreLoad;
import io.promferry.loadtests.measure.ProcessCost;
import io.promferry.loadtests.peer.Relay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalLong;

/** What a relay and the cores have used up to one moment. */
record Reading(
    long nanos, ProcessCost cost, CoreLoad tested, CoreLoad harness, OptionalLong allocated) {
  static Reading of(Relay relay, Bench bench) {
    try {
      return new Reading(
          System.nanoTime(),
          ProcessCost.ofTree(relay.pid()),
          CoreLoad.of(bench.tested()),
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
    double own = cpuNanosSince(before) / 1e9 / secondsSince(before);
    return Math.clamp(tested.since(before.tested) - own, 0, 1);
  }

  /** The allocated bytes; negative where there is no JVM. */
  double allocatedSince(Reading before) {
    return allocated.isPresent() && before.allocated.isPresent()
        ? allocated.getAsLong() - before.allocated.getAsLong()
        : -1;
  }
}

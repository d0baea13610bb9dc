package io.promferry.loadtests.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Counts the samples that went through, so that JMH also reports the time for each of them. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Samples {
  /** Read by JMH by this name. */
  public long samples;

  /** Forgets the iteration before. */
  @Setup(Level.Iteration)
  public void reset() {
    samples = 0;
  }
}

package io.promferry.loadtests.compare;

import io.promferry.loadtests.driver.Load;
import io.promferry.loadtests.driver.WriteProtocol;
import io.promferry.loadtests.peer.Relay;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * One row of the comparison.
 *
 * @param what it does for its CPU, in words
 * @param tenancy whether all tenants are one to it
 * @param tokens whether tenants show theirs
 * @param compiles whether it becomes as fast as it is only after thousands of writes, as a JVM does
 * @param mostSamplesPerSecond at which to measure its CPU, where it needs most of a core for less
 *     than the others
 * @param version asked when it is there; throws {@link io.promferry.loadtests.peer.NoPeerException}
 *     if it is not
 */
record Contestant(
    String name,
    String what,
    WriteProtocol protocol,
    Tenancy tenancy,
    boolean tokens,
    boolean compiles,
    double mostSamplesPerSecond,
    Supplier<String> version,
    Maker maker) {
  /** Makes a process with a directory of its own, not yet started. */
  interface Maker {
    Relay make(Path directory, URI store, int core);
  }

  /** How a relay sees the tenants. */
  enum Tenancy {
    /** By their credentials, or not at all. */
    MANY,
    /**
     * It keeps books of series, to which the same series of two tenants are one: they come as one
     * tenant's, on as many connections.
     */
    ONE
  }

  private static final int MOST_SHARDS = 16;

  /** The load at a rate, as this row gets it. */
  Load loadOf(Load load, double samplesPerSecond) {
    var own =
        switch (tenancy) {
          case MANY -> load;
          case ONE -> {
            int shards = Math.min(load.tenants(), MOST_SHARDS);
            yield load.ofOneTenant(shards * load.samplesPerBody(), shards);
          }
        };
    return own.withProtocol(protocol).at(samplesPerSecond);
  }
}

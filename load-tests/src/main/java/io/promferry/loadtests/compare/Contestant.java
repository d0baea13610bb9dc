package io.promferry.loadtests.compare;

import io.promferry.loadtests.driver.Load;
import io.promferry.loadtests.driver.WriteProtocol;
import io.promferry.loadtests.peer.Relay;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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

  /** The load at a rate, as this row gets it. */
  Load loadOf(Load load, double samplesPerSecond) {
    return switch (tenancy) {
      case MANY -> at(load, load.tenants(), load.series(), load.shards(), samplesPerSecond);
      case ONE -> {
        int shards = Math.min(load.tenants(), MOST_SHARDS);
        yield at(load, 1, shards * load.samplesPerBody(), shards, samplesPerSecond);
      }
    };
  }

  private static final int MOST_SHARDS = 16;

  private Load at(Load load, int tenants, int series, int shards, double samplesPerSecond) {
    return new Load(
        tenants,
        series,
        Duration.ofNanos(Math.round(1e9 * tenants * series / samplesPerSecond)),
        protocol,
        load.shape(),
        load.samplesPerBody(),
        shards,
        load.churnPerHour(),
        load.histograms(),
        load.exemplars());
  }
}

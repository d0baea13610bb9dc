package io.promferry.loadtests.noise;

import java.net.InetSocketAddress;

/** A tenant that hurts others if it can. */
sealed interface Noise permits PacedNoise, SlowConnections {
  String name();

  /**
   * Begins.
   *
   * @param intensity 1 for all that it can, less where the load would be the driver's own
   */
  Running start(InetSocketAddress gateway, double intensity);

  /** Noise that is being made, until it is closed. */
  interface Running extends AutoCloseable {
    Answers answers();

    @Override
    void close();
  }
}

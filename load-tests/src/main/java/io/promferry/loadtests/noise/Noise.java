package io.promferry.loadtests.noise;

import io.promferry.loadtests.peer.TenantEntry;
import java.net.InetSocketAddress;
import java.util.List;

/** Tenants that hurt others if they can. */
public sealed interface Noise permits PacedNoise, SlowConnections {
  /** As {@link Noises#named} knows it. */
  String name();

  /** Those who make it, as the gateway is to know them, with the limits meant for such as them. */
  List<TenantEntry> tenants();

  /**
   * Begins; takes as long as the bodies take to be made, which for the largest are seconds, the
   * first time.
   *
   * @param intensity 1 for all that it can, less where the load would be the driver's own
   */
  Running start(InetSocketAddress gateway, double intensity);

  /** Noise that is being made, until it is closed. */
  interface Running extends AutoCloseable {
    /** How its requests have been answered so far. */
    Answers answers();

    @Override
    void close();
  }
}

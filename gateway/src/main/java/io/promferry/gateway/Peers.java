package io.promferry.gateway;

import io.promferry.gateway.config.PeersConfig;
import io.promferry.gateway.peers.PeerClient;
import io.promferry.gateway.peers.SharedRates;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.List;

/** The other replicas, and what is asked of them from time to time. */
record Peers(PeerClient client, SharedRates rates) implements AutoCloseable {
  /** {@code process} is what the others know this one by. */
  static Peers of(
      PeersConfig config,
      String process,
      KeptState kept,
      Clocks clocks,
      GatewayMeters meters,
      Vertx vertx) {
    var client =
        new PeerClient(
            config, clocks.instants(), vertx, host -> List.of(InetAddress.getAllByName(host)));
    var rates =
        new SharedRates(
            config.every(), client, process, kept.limiters(), clocks.nanos(), meters, vertx);
    return new Peers(client, rates);
  }

  /** Begins to ask. */
  void start() {
    rates.start();
  }

  @Override
  public void close() {
    rates.close();
    client.close();
  }
}

package io.promferry.loadtests.lab;

import static org.awaitility.Awaitility.await;

import io.promferry.loadtests.peer.LoopbackHttp;
import io.promferry.loadtests.peer.MetricsPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A server in a pod's network, and a way to its listener from outside of the lab. It can be killed
 * and started again with the same data.
 */
final class Pod {
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Enclosure enclosure;
  private final NetworkNamespace network;
  private final Map<String, String> environment;
  private final Path log;
  private final List<String> command;
  private final URI address;
  private LabProcess process;

  private Pod(
      Enclosure enclosure,
      NetworkNamespace network,
      Map<String, String> environment,
      Path log,
      List<String> command,
      int port) {
    this.enclosure = enclosure;
    this.network = network;
    this.environment = environment;
    this.log = log;
    this.command = command;
    this.address =
        Relay.into(network, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT)
            .uri("http");
    this.process = enclosure.start(network, environment, log, command);
  }

  /**
   * Starts it, and does not wait.
   *
   * @param port of the listener that answers about the server itself
   */
  static Pod start(
      Enclosure enclosure,
      NetworkNamespace network,
      Map<String, String> environment,
      Path directory,
      List<String> command,
      int port) {
    try {
      Files.createDirectories(directory);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    var log = directory.resolve(network.name() + ".log");
    return new Pod(enclosure, network, environment, log, command, port);
  }

  Pod awaitReady() {
    await("readiness of " + network.name())
        .atMost(STARTS_WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .failFast("it ended: see " + log, () -> !process.isAlive())
        .until(() -> LoopbackHttp.answersOk(address.resolve("/-/ready")));
    return this;
  }

  void kill() {
    process.kill();
  }

  /** Starts it again after it was killed. */
  void restart() {
    process = enclosure.start(network, environment, log, command);
    awaitReady();
  }

  NetworkNamespace network() {
    return network;
  }

  /** Where its listener can be asked from outside of the lab. */
  URI address() {
    return address;
  }

  /** The number of its process, which is another one after a restart. */
  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  MetricsPage metrics() {
    return new MetricsPage(LoopbackHttp.get(address.resolve("/metrics")).body());
  }

  Path log() {
    return log;
  }
}

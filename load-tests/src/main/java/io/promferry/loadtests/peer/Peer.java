package io.promferry.loadtests.peer;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A server that can be killed and started again on the same port and with the same data. Not
 * thread-safe.
 */
public abstract sealed class Peer implements AutoCloseable
    permits StoreServer,
        PrometheusAgent,
        PrometheusRelay,
        Vmagent,
        VmagentRelay,
        Haproxy,
        Nginx,
        GatewayProcess {
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);

  private final Launcher launcher;
  private final PeerCommand command;
  private final URI readiness;
  private @Nullable RunningPeer running;

  Peer(Launcher launcher, PeerCommand command, URI readiness) {
    this.launcher = launcher;
    this.command = command;
    this.readiness = readiness;
  }

  /** Starts the server and returns when it says that it is ready. */
  public final void start() {
    if (running != null && running.isAlive()) {
      throw new IllegalStateException(command.log().getFileName() + " is running already");
    }
    var started = launcher.launch(command);
    running = started;
    await(readiness + " of " + command.log())
        .atMost(STARTS_WITHIN)
        .pollInterval(Duration.ofMillis(10))
        .failFast("it ended: see " + command.log(), () -> !started.isAlive())
        .until(() -> LoopbackHttp.answersOk(readiness));
  }

  /** Ends the server with SIGKILL. */
  public final void kill() {
    running().kill();
  }

  /** Ends the server with SIGTERM and returns its exit code. */
  public final int terminate() {
    return running().terminate();
  }

  /** The number of the process in its present life. */
  public final long pid() {
    return running().pid();
  }

  /** As it is typed, with the core that it is kept to. */
  public final String commandLine() {
    return String.join(" ", command.line());
  }

  /** The metrics that the server tells about itself. */
  public final MetricsPage metrics() {
    return new MetricsPage(LoopbackHttp.get(readiness.resolve("/metrics")).body());
  }

  /** What all its lives have printed so far. */
  public final String log() {
    try {
      return Files.readString(command.log());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public final Path logFile() {
    return command.log();
  }

  @Override
  public final void close() {
    if (running != null && running.isAlive()) {
      running.kill();
    }
  }

  final RunningPeer running() {
    if (running == null) {
      throw new IllegalStateException(command.log().getFileName() + " was never started");
    }
    return running;
  }

  static URI loopback(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}

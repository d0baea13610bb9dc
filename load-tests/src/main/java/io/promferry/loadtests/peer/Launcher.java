package io.promferry.loadtests.peer;

import org.testcontainers.DockerClientFactory;

/**
 * A way to run peers: as containers, or as plain processes of this machine. Addresses and files are
 * the same in both.
 */
interface Launcher {
  RunningPeer launch(PeerCommand command);

  /** The way that the system property {@code promferry.peers} asks for: auto, docker or local. */
  static Launcher chosen() {
    return switch (System.getProperty("promferry.peers", "auto")) {
      case "local" -> new ProcessLauncher();
      case "docker" -> {
        if (!engineAnswers()) {
          throw new NoPeerException("promferry.peers is docker, and no Docker engine answers");
        }
        yield new ContainerLauncher();
      }
      case "auto" -> engineAnswers() ? new ContainerLauncher() : new ProcessLauncher();
      case String other ->
          throw new NoPeerException("promferry.peers must be auto, docker or local, got " + other);
    };
  }

  private static boolean engineAnswers() {
    return DockerClientFactory.instance().isDockerAvailable();
  }
}

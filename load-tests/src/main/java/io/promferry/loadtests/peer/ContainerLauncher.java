package io.promferry.loadtests.peer;

import static java.util.Objects.requireNonNull;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;

/**
 * Runs peers as containers in the host's network, with their own directory mounted under its own
 * path.
 */
final class ContainerLauncher implements Launcher {
  private final PeerImages images = new PeerImages();

  @Override
  public RunningPeer launch(PeerCommand command) {
    var container =
        new GenericContainer<>(images.of(command))
            .withNetworkMode("host")
            .withCommand(command.arguments().toArray(String[]::new))
            .withWorkingDirectory(command.directory().toString())
            .withLogConsumer(frame -> append(command.log(), frame))
            .withStartupCheckStrategy(new IsRunningStartupCheckStrategy())
            .withCreateContainerCmdModifier(create -> adapt(create, command.directory()));
    container.start();
    return new RunningContainer(container);
  }

  private static void adapt(CreateContainerCmd create, Path directory) {
    Objects.requireNonNullElseGet(create.getHostConfig(), HostConfig::newHostConfig)
        .withBinds(Bind.parse(directory + ":" + directory));
    create.withUser(owner(directory));
  }

  /** What the peer writes must belong to whom the tests belong to, or nobody can clean up. */
  private static String owner(Path directory) {
    try {
      return Files.getAttribute(directory, "unix:uid")
          + ":"
          + Files.getAttribute(directory, "unix:gid");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void append(Path log, OutputFrame frame) {
    if (frame.getBytes() == null) {
      return;
    }
    try {
      Files.write(log, frame.getBytes(), StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private record RunningContainer(GenericContainer<?> container) implements RunningPeer {
    @Override
    public boolean isAlive() {
      return container.isRunning();
    }

    @Override
    public void kill() {
      end("KILL");
    }

    @Override
    public int terminate() {
      return end("TERM");
    }

    @Override
    public void signal(String name) {
      container
          .getDockerClient()
          .killContainerCmd(container.getContainerId())
          .withSignal(name)
          .exec();
    }

    @Override
    public long pid() {
      return requireNonNull(container.getCurrentContainerInfo().getState().getPidLong());
    }

    private int end(String signal) {
      signal(signal);
      try (var end =
          container.getDockerClient().waitContainerCmd(container.getContainerId()).start()) {
        var exitCode = end.awaitStatusCode();
        container.stop();
        return exitCode;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}

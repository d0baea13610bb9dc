package io.promferry.loadtests.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;

/** Runs peers as children of this JVM, which do not outlive it. */
final class ProcessLauncher implements Launcher {
  @Override
  public RunningPeer launch(PeerCommand command) {
    var builder =
        new ProcessBuilder(command.line())
            .directory(command.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(command.log().toFile()));
    builder.environment().putAll(new UnpackedLibraries(command.binary()).environment());
    try {
      var process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new ChildProcess(process);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot start " + command.binary(), failure);
    }
  }

  private record ChildProcess(Process process) implements RunningPeer {
    @Override
    public boolean isAlive() {
      return process.isAlive();
    }

    @Override
    public void kill() {
      process.destroyForcibly();
      waitForEnd();
    }

    @Override
    public int terminate() {
      process.destroy();
      return waitForEnd();
    }

    @Override
    public void signal(String name) {
      try {
        new ProcessBuilder("kill", "-s", name, Long.toString(process.pid()))
            .inheritIO()
            .start()
            .waitFor();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      } catch (InterruptedException interrupted) {
        throw interrupted(interrupted);
      }
    }

    @Override
    public long pid() {
      return process.pid();
    }

    private int waitForEnd() {
      try {
        return process.waitFor();
      } catch (InterruptedException interrupted) {
        throw interrupted(interrupted);
      }
    }

    private static IllegalStateException interrupted(InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new IllegalStateException("interrupted while waiting for a peer", interrupted);
    }
  }
}

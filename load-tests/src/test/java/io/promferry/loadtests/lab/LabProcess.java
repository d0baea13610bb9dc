package io.promferry.loadtests.lab;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A program that runs within the lab. */
final class LabProcess {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration OFTEN = Duration.ofMillis(10);

  private final Process entrance;
  private final ProcessHandle program;

  private LabProcess(Process entrance, ProcessHandle program) {
    this.entrance = entrance;
    this.program = program;
  }

  /**
   * @param entering a command whose only child will be the program
   */
  static LabProcess start(ProcessBuilder entering, Path log) {
    try {
      var entrance =
          entering
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(log.toFile()))
              .start();
      var program =
          await("the start of " + log)
              .atMost(SOON)
              .pollInterval(OFTEN)
              .pollDelay(Duration.ZERO)
              .failFast("it ended: see " + log, () -> !entrance.isAlive())
              .until(() -> entrance.children().findFirst(), Optional::isPresent)
              .orElseThrow();
      return new LabProcess(entrance, program);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot start what would log to " + log, failure);
    }
  }

  /** Its number outside of the lab. */
  long pid() {
    return program.pid();
  }

  boolean isAlive() {
    return program.isAlive();
  }

  /** Ends it with SIGKILL, and returns when it has ended. */
  void kill() {
    program.destroyForcibly();
    try {
      entrance.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a program of the lab ends", interrupted);
    }
  }
}

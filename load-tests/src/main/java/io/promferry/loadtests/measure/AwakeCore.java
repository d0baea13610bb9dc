package io.promferry.loadtests.measure;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Keeps a core from falling asleep, with a process that runs only where nobody else wants to
 * (SCHED_IDLE, sched(7)). A virtual machine's core that sleeps gives its place away, and wakes up
 * slowly and with cold caches: a process that needs a tenth of it is charged for that, one that
 * needs all of it is not, and the two could not be compared.
 */
public final class AwakeCore implements AutoCloseable {
  /** Ends by itself, should this process be killed. */
  private static final String LOOP = "ulimit -t 7200; while :; do :; done";

  private final Process process;

  private AwakeCore(Process process) {
    this.process = process;
  }

  /** Keeps that core awake until it is closed. */
  public static AwakeCore of(int core) throws IOException {
    var process =
        new ProcessBuilder(
                List.of(
                    "chrt", "-i", "0", "taskset", "-c", Integer.toString(core), "sh", "-c", LOOP))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new AwakeCore(process);
  }

  /** What it has used up to now; nobody lacked it. */
  public Duration cpu() throws IOException {
    return ProcessCost.of(process.pid()).cpu();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

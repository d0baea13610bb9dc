package io.promferry.loadtests.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The cores of this machine that this process may use. */
public final class Cores implements AutoCloseable {
  private static final String ALLOWED = "Cpus_allowed_list";
  private static final int MOST_ATTEMPTS = 20;

  private final String before;

  private Cores(String before) {
    this.before = before;
  }

  /** The numbers of the cores, in order. */
  public static List<Integer> allowed() throws IOException {
    var cores = new ArrayList<Integer>();
    for (var range : list().split(",", -1)) {
      var ends = range.split("-", -1);
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int core = Integer.parseInt(ends[0]); core <= last; core++) {
        cores.add(core);
      }
    }
    return cores;
  }

  /** Keeps all threads of this process on one core until it is closed. */
  public static Cores keepTo(int core) throws IOException {
    var held = new Cores(list());
    taskset(Integer.toString(core));
    return held;
  }

  @Override
  public void close() throws IOException {
    taskset(before);
  }

  private static String list() throws IOException {
    return listOf(Path.of("/proc/self"));
  }

  private static String listOf(Path task) throws IOException {
    return ProcFile.field(task.resolve("status"), ALLOWED);
  }

  /** Until a look at all threads finds each of them there: they come and go meanwhile. */
  private static void taskset(String cores) throws IOException {
    var said = "";
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      said = tasksetOnce(cores);
      if (areAllOn(cores)) {
        return;
      }
    }
    throw new IOException(
        "taskset cannot keep this process to cores %s: %s".formatted(cores, said));
  }

  /** What taskset says. It gives up at a thread that ends while it is at work. */
  private static String tasksetOnce(String cores) throws IOException {
    var pid = Long.toString(ProcessHandle.current().pid());
    var process =
        new ProcessBuilder("taskset", "-a", "-c", "-p", cores, pid)
            .redirectErrorStream(true)
            .start();
    try (var output = process.inputReader()) {
      var said = output.readAllAsString().strip();
      process.waitFor();
      return said.substring(said.lastIndexOf('\n') + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while taskset was at work", e);
    }
  }

  private static boolean areAllOn(String cores) throws IOException {
    try (var tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (var task : tasks) {
        if (!isOn(task, cores)) {
          return false;
        }
      }
    }
    return true;
  }

  /** A thread that has ended is where it should be. */
  private static boolean isOn(Path task, String cores) throws IOException {
    try {
      return listOf(task).equals(cores);
    } catch (IOException e) {
      if (Files.exists(task)) {
        throw e;
      }
      return true;
    }
  }
}

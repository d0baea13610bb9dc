package io.promferry.loadtests.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The cores of this machine that this process may use. */
public final class Cores implements AutoCloseable {
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
    return ProcFile.field(Path.of("/proc/self/status"), "Cpus_allowed_list");
  }

  private static void taskset(String cores) throws IOException {
    var pid = Long.toString(ProcessHandle.current().pid());
    var process = new ProcessBuilder("taskset", "-a", "-c", "-p", cores, pid).start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("taskset cannot keep this process to cores " + cores);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while taskset was at work", e);
    }
  }
}

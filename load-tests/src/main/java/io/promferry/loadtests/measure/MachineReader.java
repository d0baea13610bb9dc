package io.promferry.loadtests.measure;

import io.promferry.loadtests.report.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads where a run is made, and of what, from {@code /proc} and git. */
public final class MachineReader {
  private static final double KILOBYTES_PER_GIGABYTE = 1 << 20;

  private MachineReader() {}

  /**
   * This machine, as far as this process may use it.
   *
   * @param checkout a directory in the working copy
   */
  public static Machine read(Path checkout) throws IOException {
    return new Machine(
        processor(),
        Cores.allowed().size(),
        ProcFile.kilobytes(Path.of("/proc/meminfo"), "MemTotal") / KILOBYTES_PER_GIGABYTE,
        Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip(),
        Runtime.version() + " (" + System.getProperty("java.vendor") + ')',
        new GitCommit(checkout).toString());
  }

  /** Not every architecture names its processor. */
  private static String processor() {
    try {
      return ProcFile.field(Path.of("/proc/cpuinfo"), "model name");
    } catch (IOException _) {
      return System.getProperty("os.arch");
    }
  }
}

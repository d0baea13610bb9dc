package io.promferry.loadtests.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has at this moment: {@code /proc/PID/status} and {@code fd} (proc(5)).
 *
 * @param cpu that it has used up to now
 * @param openFiles sockets among them
 */
record ProcessState(long pid, Duration cpu, long residentBytes, long openFiles) {
  /** For a time in which there is no process. */
  static final ProcessState NONE = new ProcessState(-1, Duration.ZERO, 0, 0);

  static ProcessState of(long pid) throws IOException {
    var directory = Path.of("/proc", Long.toString(pid));
    var resident = ProcFile.kilobytes(directory.resolve("status"), "VmRSS");
    try (var files = Files.list(directory.resolve("fd"))) {
      return new ProcessState(pid, ProcessCost.of(pid).cpu(), resident << 10, files.count());
    }
  }

  /** What was used since {@code before}, or ever, where that was another process. */
  Duration cpuSince(ProcessState before) {
    return before.pid == pid ? cpu.minus(before.cpu) : cpu;
  }
}

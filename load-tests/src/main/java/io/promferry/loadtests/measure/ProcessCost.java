package io.promferry.loadtests.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has used up to now: {@code /proc/PID/stat} and {@code status} (proc(5)).
 *
 * @param cpu of all its threads
 * @param mostResidentBytes the most memory that it ever had
 */
public record ProcessCost(Duration cpu, long mostResidentBytes) {
  private static final int USER_TICKS = 11;
  private static final int MILLIS_PER_TICK = 10;

  /** Of the process with this number. */
  public static ProcessCost of(long pid) throws IOException {
    var directory = Path.of("/proc", Long.toString(pid));
    var stat = Files.readString(directory.resolve("stat"));
    // The name in parentheses may hold blanks.
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]);
    long most = ProcFile.kilobytes(directory.resolve("status"), "VmHWM");
    return new ProcessCost(Duration.ofMillis(ticks * MILLIS_PER_TICK), most << 10);
  }

  /**
   * Of this process and all that it has started and that still run; the memory is the sum of their
   * peaks.
   */
  public static ProcessCost ofTree(long pid) throws IOException {
    var sum = of(pid);
    for (var child : ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).toList()) {
      sum = sum.plus(of(child.pid()));
    }
    return sum;
  }

  private ProcessCost plus(ProcessCost other) {
    return new ProcessCost(cpu.plus(other.cpu), mostResidentBytes + other.mostResidentBytes);
  }
}

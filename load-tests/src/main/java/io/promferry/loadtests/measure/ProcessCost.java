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
    var most = ProcFile.field(directory.resolve("status"), "VmHWM").split(" ", -1)[0];
    return new ProcessCost(Duration.ofMillis(ticks * MILLIS_PER_TICK), Long.parseLong(most) << 10);
  }
}

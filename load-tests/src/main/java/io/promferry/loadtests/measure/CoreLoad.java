package io.promferry.loadtests.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How busy a core was, whoever used it: {@code /proc/stat} (proc(5)).
 *
 * @param busy ticks since the start of the machine, stolen ones too
 * @param stolen ticks that another machine on the same processor had
 * @param all ticks since then, idle ones too
 */
public record CoreLoad(long busy, long stolen, long all) {
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;
  private static final int STEAL = 7;

  /** Up to now. */
  public static CoreLoad of(int core) throws IOException {
    var line =
        Files.readAllLines(Path.of("/proc/stat")).stream()
            .filter(one -> one.startsWith("cpu" + core + ' '))
            .findFirst()
            .orElseThrow(() -> new IOException("no core " + core + " in /proc/stat"));
    var ticks =
        Arrays.stream(line.split(" +", -1)).skip(1).limit(8).mapToLong(Long::parseLong).toArray();
    long all = Arrays.stream(ticks).sum();
    return new CoreLoad(all - ticks[IDLE] - ticks[IO_WAIT], ticks[STEAL], all);
  }

  /** The busy part of the time between the two, 0 to 1. */
  public double since(CoreLoad before) {
    return (double) (busy - before.busy) / Math.max(1, all - before.all);
  }

  /** The stolen part of the time between the two, 0 to 1. */
  public double stolenSince(CoreLoad before) {
    return (double) (stolen - before.stolen) / Math.max(1, all - before.all);
  }
}

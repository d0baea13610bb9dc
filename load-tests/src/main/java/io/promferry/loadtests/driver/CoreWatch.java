package io.promferry.loadtests.driver;

import java.time.Duration;

/** Finds for how long at a time a process has used all of its cores. Thread-safe. */
final class CoreWatch {
  private static final double FULL = 0.97;

  private final int cores;
  private long lastNanos;
  private Duration lastCpu;
  private long fullNanos;
  private long mostNanos;

  CoreWatch(int cores, long nanos, Duration cpu) {
    this.cores = cores;
    lastNanos = nanos;
    lastCpu = cpu;
  }

  /** Takes note of what the process has used up to a time. */
  synchronized void look(long nanos, Duration cpu) {
    long passed = nanos - lastNanos;
    boolean isFull = cpu.minus(lastCpu).toNanos() >= FULL * cores * passed;
    fullNanos = isFull ? fullNanos + passed : 0;
    mostNanos = Math.max(mostNanos, fullNanos);
    lastNanos = nanos;
    lastCpu = cpu;
  }

  synchronized Duration most() {
    return Duration.ofNanos(mostNanos);
  }
}

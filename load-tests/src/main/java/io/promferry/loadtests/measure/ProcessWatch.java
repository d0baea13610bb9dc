package io.promferry.loadtests.measure;

import io.promferry.loadtests.report.TimelinePoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Looks at a process once a second, from a thread of its own, until it is stopped. While there is
 * no such process its figures are zero; the next one may have another number.
 */
public final class ProcessWatch implements AutoCloseable {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final double BYTES_PER_MEGABYTE = 1 << 20;

  private final LongSupplier pid;
  private final LongSupplier samples;
  private final LongSupplier heapBytes;
  private final Duration interval;
  private final List<TimelinePoint> points = new ArrayList<>();
  private final Thread thread;
  private volatile boolean stopped;

  private ProcessWatch(
      LongSupplier pid, LongSupplier samples, LongSupplier heapBytes, Duration interval) {
    this.pid = pid;
    this.samples = samples;
    this.heapBytes = heapBytes;
    this.interval = interval;
    this.thread = Thread.ofPlatform().name("process-watch").daemon().unstarted(this::watch);
  }

  /**
   * Watches a process without a JVM.
   *
   * @param pid the number of the process in its present life
   * @param samplesAcknowledged up to now
   */
  public static ProcessWatch start(LongSupplier pid, LongSupplier samplesAcknowledged) {
    return start(pid, samplesAcknowledged, () -> 0);
  }

  /**
   * Watches a process with a JVM.
   *
   * @param heapBytes in use after the last collection, for example {@code gateway::heapBytes}
   */
  public static ProcessWatch start(
      LongSupplier pid, LongSupplier samplesAcknowledged, LongSupplier heapBytes) {
    return every(SECOND, pid, samplesAcknowledged, heapBytes);
  }

  static ProcessWatch every(
      Duration interval, LongSupplier pid, LongSupplier samples, LongSupplier heapBytes) {
    var watch = new ProcessWatch(pid, samples, heapBytes, interval);
    watch.thread.start();
    return watch;
  }

  /** Ends the watch; what it has seen, in order. */
  public List<TimelinePoint> stop() {
    stopped = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while ending a watch", interrupted);
    }
    return List.copyOf(points);
  }

  @Override
  public void close() {
    stop();
  }

  private void watch() {
    long start = System.nanoTime();
    var before = Look.at(state(), samples.getAsLong());
    for (long next = start; !stopped; ) {
      next += interval.toNanos();
      waitUntil(next);
      if (!stopped) {
        var now = Look.at(state(), samples.getAsLong());
        points.add(point(start, before, now));
        before = now;
      }
    }
  }

  private void waitUntil(long nanos) {
    for (long left = nanos - System.nanoTime();
        left > 0 && !stopped;
        left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
  }

  private TimelinePoint point(long start, Look before, Look now) {
    double seconds = (now.nanos() - before.nanos()) / 1e9;
    return new TimelinePoint(
        (now.nanos() - start) / 1e9,
        (now.samples() - before.samples()) / seconds,
        now.state().cpuSince(before.state()).toNanos() / 1e9 / seconds,
        now.state().residentBytes() / BYTES_PER_MEGABYTE,
        heap() / BYTES_PER_MEGABYTE,
        now.state().openFiles());
  }

  private ProcessState state() {
    try {
      return ProcessState.of(pid.getAsLong());
    } catch (IOException | UncheckedIOException _) {
      return ProcessState.NONE;
    }
  }

  private long heap() {
    try {
      return heapBytes.getAsLong();
    } catch (UncheckedIOException _) {
      return 0;
    }
  }

  private record Look(long nanos, ProcessState state, long samples) {
    static Look at(ProcessState state, long samples) {
      return new Look(System.nanoTime(), state, samples);
    }
  }
}

package io.promferry.loadtests.noise;

import io.promferry.loadtests.peer.TenantEntry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * A tenant that writes at fixed times, whatever becomes of the writes before: an open loop. A
 * write's latency counts from the time at which it was due.
 */
final class QuietTenant {
  private static final int SMALLEST = 500;
  private static final int STEP = 500;
  private static final int SIZES = 4;

  private final TenantEntry tenant;
  private final Connections connections;
  private final List<Post> posts;
  private final Duration interval;

  /** Even ones write in version 2, odd ones in version 1. */
  QuietTenant(int number, InetSocketAddress gateway, int perSecond) {
    this.tenant = entry(number);
    this.connections = new Connections(gateway);
    this.interval = Duration.ofSeconds(1).dividedBy(perSecond);
    var bodies = new Bodies(number);
    this.posts =
        IntStream.range(0, SIZES)
            .map(i -> SMALLEST + i * STEP)
            .mapToObj(size ->
                number % 2 == 0
                    ? Post.rw2(tenant.token(), bodies.rw2(size))
                    : Post.rw1(tenant.token(), bodies.rw1(size)))
            .toList();
  }

  static TenantEntry entry(int number) {
    return TenantEntry.of("quiet-" + number);
  }

  /** Writes for so long, beginning at a moment, and returns when the last write is answered. */
  void write(long startNanos, Duration time, ConcurrentHistogram micros, Answers answers) {
    var writes = new ConcurrentLinkedQueue<Thread>();
    long end = startNanos + time.toNanos();
    int turn = 0;
    for (long due = startNanos; due - end < 0; due += interval.toNanos()) {
      sleepUntil(due);
      var post = posts.get(turn++ % posts.size());
      long at = due;
      writes.add(Thread.ofVirtual().start(() -> write(post, at, micros, answers)));
    }
    writes.forEach(QuietTenant::join);
  }

  void close() {
    connections.close();
  }

  private void write(Post post, long due, ConcurrentHistogram micros, Answers answers) {
    try {
      answers.status(connections.send(post));
    } catch (IOException e) {
      answers.failed(e);
    }
    micros.recordValue((System.nanoTime() - due) / 1000);
  }

  private static void sleepUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writes were under way", e);
    }
  }
}

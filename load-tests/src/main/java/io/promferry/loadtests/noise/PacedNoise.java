package io.promferry.loadtests.noise;

import io.promferry.loadtests.peer.TenantEntry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Requests on a number of connections, each of which waits for its answers, at a rate that all
 * together keep if they are answered in time. No wish to come back later is heeded. Has a thread
 * of the system's for each connection: virtual ones share a few, and one that writes a large body
 * would hold up whoever else runs on them, which are those whose latency is measured.
 */
record PacedNoise(
    String name,
    List<TenantEntry> tenants,
    int connections,
    int perSecond,
    Lazy<Supplier<Post>> posts)
    implements Noise {
  @Override
  public Running start(InetSocketAddress gateway, double intensity) {
    return new Senders(gateway, intensity);
  }

  private final class Senders implements Running {
    private final Answers answers = new Answers();
    private final Supplier<Post> next = posts.get();
    private final Connections pool;
    private final List<Thread> threads = new ArrayList<>();
    private final long intervalNanos;
    private volatile boolean closed;

    Senders(InetSocketAddress gateway, double intensity) {
      pool = new Connections(gateway);
      intervalNanos = (long) (1e9 * connections / (perSecond * intensity));
      for (int i = 0; i < connections; i++) {
        long first = System.nanoTime() + i * intervalNanos / connections;
        threads.add(Thread.ofPlatform().daemon().name(name).start(() -> send(first)));
      }
    }

    @Override
    public Answers answers() {
      return answers;
    }

    @Override
    public void close() {
      closed = true;
      threads.forEach(Thread::interrupt);
      pool.close();
    }

    private void send(long first) {
      for (long due = first; !closed; due = Math.max(due + intervalNanos, System.nanoTime())) {
        LockSupport.parkNanos(due - System.nanoTime());
        try {
          answers.status(pool.send(next.get()));
        } catch (IOException e) {
          if (!closed) {
            answers.failed(e);
          }
        }
      }
    }
  }
}

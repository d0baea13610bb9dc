package io.promferry.loadtests.noise;

import io.promferry.loadtests.peer.TenantEntry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Connections that send one byte per second: half of them from the first byte of a head on, the
 * others of a body whose head they have sent whole. What is closed is opened again.
 */
record SlowConnections(String name, List<TenantEntry> tenants, int connections, Lazy<Post> posts)
    implements Noise {
  private static final int TURNS_PER_SECOND = 10;

  @Override
  public Running start(InetSocketAddress gateway, double intensity) {
    return new Holder(gateway);
  }

  private final class Holder implements Running {
    private final InetSocketAddress gateway;
    private final Answers answers = new Answers();
    private final Post post = posts.get();
    private final @Nullable SocketChannel[] open = new SocketChannel[connections];
    private final int[] sent = new int[connections];
    private final Thread thread;
    private volatile boolean closed;

    Holder(InetSocketAddress gateway) {
      this.gateway = gateway;
      thread = Thread.ofVirtual().start(this::run);
    }

    @Override
    public Answers answers() {
      return answers;
    }

    @Override
    public void close() {
      closed = true;
      thread.interrupt();
    }

    private void run() {
      for (int turn = 0; !closed; turn++) {
        for (int i = turn % TURNS_PER_SECOND; i < connections && !closed; i += TURNS_PER_SECOND) {
          step(i);
        }
        LockSupport.parkNanos(1_000_000_000L / TURNS_PER_SECOND);
      }
      for (int i = 0; i < connections; i++) {
        giveUp(i);
      }
    }

    private void step(int i) {
      var channel = open[i];
      try {
        if (channel == null) {
          open(i);
        } else if (channel.read(ByteBuffer.allocate(64)) < 0) {
          answers.count("closed");
          giveUp(i);
        } else {
          send(i, channel, sent[i], 1);
        }
      } catch (IOException e) {
        answers.failed(e);
        giveUp(i);
      }
    }

    private void open(int i) throws IOException {
      var channel = SocketChannel.open(gateway);
      channel.configureBlocking(false);
      open[i] = channel;
      sent[i] = 0;
      answers.count("opened");
      send(i, channel, 0, i % 2 == 0 ? post.head().length : 1);
    }

    private void send(int i, SocketChannel channel, int from, int length) throws IOException {
      int head = post.head().length;
      var bytes = from < head ? post.head() : post.body();
      int offset = from < head ? from : from - head;
      sent[i] += channel.write(ByteBuffer.wrap(bytes, offset, length));
    }

    private void giveUp(int i) {
      var channel = open[i];
      open[i] = null;
      try {
        if (channel != null) {
          channel.close();
        }
      } catch (IOException _) {
        // It is given up in any case.
      }
    }
  }
}

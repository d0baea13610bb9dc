package io.promferry.loadtests.noise;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/** As many kept-alive connections to one address as are needed at a time. Thread-safe. */
final class Connections implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final InetSocketAddress address;
  private final Deque<RawConnection> idle = new ConcurrentLinkedDeque<>();
  private final Set<RawConnection> all = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Connections(InetSocketAddress address) {
    this.address = address;
  }

  /** Sends the request on a connection that is free, and gives the status of its answer. */
  int send(Post post) throws IOException {
    var kept = idle.pollFirst();
    var connection = kept == null ? open() : kept;
    try {
      int status = connection.send(post);
      if (connection.isOpen()) {
        idle.addFirst(connection);
      } else {
        drop(connection);
      }
      return status;
    } catch (IOException e) {
      drop(connection);
      throw e;
    }
  }

  /** Whatever is being sent fails. */
  @Override
  public void close() {
    closed = true;
    all.forEach(this::drop);
  }

  private RawConnection open() throws IOException {
    var connection = new RawConnection(address, TIMEOUT);
    all.add(connection);
    if (closed) {
      drop(connection);
    }
    return connection;
  }

  private void drop(RawConnection connection) {
    all.remove(connection);
    connection.close();
  }
}

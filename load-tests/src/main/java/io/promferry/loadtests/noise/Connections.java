package io.promferry.loadtests.noise;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** As many kept-alive connections to one address as are needed at a time. Thread-safe. */
final class Connections implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final InetSocketAddress address;
  private final Deque<RawConnection> idle = new ConcurrentLinkedDeque<>();

  Connections(InetSocketAddress address) {
    this.address = address;
  }

  /** Sends the request on a connection that is free, and gives the status of its answer. */
  int send(Post post) throws IOException {
    var kept = idle.pollFirst();
    var connection = kept == null ? new RawConnection(address, TIMEOUT) : kept;
    try {
      int status = connection.send(post);
      if (connection.isOpen()) {
        idle.addFirst(connection);
      } else {
        connection.close();
      }
      return status;
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public void close() {
    idle.forEach(RawConnection::close);
  }
}

package io.promferry.loadtests.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * A listening socket behind each of whose connections is one of another network: the only way into
 * the lab, and out of it. What cannot be connected is closed.
 */
final class Relay implements AutoCloseable {
  private final ServerSocket listening;
  private final Callable<Socket> dial;

  private Relay(ServerSocket listening, Callable<Socket> dial) {
    this.listening = listening;
    this.dial = dial;
  }

  /** From a port of this machine's loopback to {@code target}, as if from within the network. */
  static Relay into(NetworkNamespace network, InetSocketAddress target, Duration timeout) {
    try {
      return new Relay(
              new ServerSocket(0, 0, InetAddress.getLoopbackAddress()),
              () -> network.call(() -> connected(target, timeout)))
          .started();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** From a port within the network to a server of this machine. */
  static Relay outOf(NetworkNamespace network, int port, InetSocketAddress server) {
    return new Relay(
            network.call(() -> new ServerSocket(port)),
            () -> connected(server, Duration.ofSeconds(5)))
        .started();
  }

  /** Where this machine reaches it, if it leads into the lab. */
  URI uri(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + listening.getLocalPort());
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Relay started() {
    Thread.ofVirtual().start(this::accept);
    return this;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var accepted = listening.accept();
        Thread.ofVirtual().start(() -> connect(accepted));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void connect(Socket accepted) {
    try (accepted;
        var dialled = dial.call()) {
      var back = Thread.ofVirtual().start(() -> pump(dialled, accepted));
      pump(accepted, dialled);
      back.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Exception _) {
      // Whoever has connected sees a connection that ends.
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException _) {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is of no more use in any case.
    }
  }

  private static Socket connected(InetSocketAddress target, Duration timeout) throws IOException {
    var socket = new Socket();
    try {
      socket.connect(target, Math.toIntExact(timeout.toMillis()));
      return socket;
    } catch (IOException failure) {
      socket.close();
      throw failure;
    }
  }
}

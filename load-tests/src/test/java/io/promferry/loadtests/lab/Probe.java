package io.promferry.loadtests.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A way on which a tenant might get where it must not get. */
sealed interface Probe {
  Duration PATIENCE = Duration.ofSeconds(2);

  /** From whom to what. */
  String what();

  /** Tries, for at most {@link #PATIENCE}. */
  boolean getsThrough();

  /** Whether a connection can be made. */
  record Connection(String what, NetworkNamespace from, String to, int port) implements Probe {
    @Override
    public boolean getsThrough() {
      return from.call(() -> {
        try (var socket = new Socket()) {
          socket.connect(new InetSocketAddress(to, port), Math.toIntExact(PATIENCE.toMillis()));
          return true;
        } catch (IOException _) {
          return false;
        }
      });
    }
  }

  /**
   * Whether a packet arrives, though its answer might not: with the source address that its sender
   * has given it.
   */
  record Packet(String what, NetworkNamespace from, String source, NetworkNamespace at, String to)
      implements Probe {
    private static final int TRIES = 4;

    @Override
    public boolean getsThrough() {
      try (var receiving = at.call(() -> new DatagramSocket(0));
          var sending = from.call(() -> new DatagramSocket(0, InetAddress.ofLiteral(source)))) {
        var target = new InetSocketAddress(to, receiving.getLocalPort());
        receiving.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()) / TRIES);
        for (var tried = 0; tried < TRIES; tried++) {
          sending.send(new DatagramPacket(new byte[] {1}, 1, target));
          if (arrives(receiving)) {
            return true;
          }
        }
        return false;
      } catch (IOException failure) {
        throw new UncheckedIOException(what, failure);
      }
    }

    private boolean arrives(DatagramSocket receiving) throws IOException {
      var packet = new DatagramPacket(new byte[1], 1);
      try {
        receiving.receive(packet);
        return packet.getAddress().getHostAddress().equals(source);
      } catch (SocketTimeoutException _) {
        return false;
      }
    }
  }
}

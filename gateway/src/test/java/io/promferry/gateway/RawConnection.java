package io.promferry.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/** A connection to the tenants' listener, down to the bytes. */
final class RawConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;

  private RawConnection(Socket socket) {
    this.socket = socket;
  }

  static RawConnection open(RunningGateway gateway) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.tenants().getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new RawConnection(socket);
  }

  Socket socket() {
    return socket;
  }

  RawConnection send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  RawConnection send(String text) throws IOException {
    return send(text.getBytes(ISO_8859_1));
  }

  /** A small write by acme. */
  RawConnection sendWrite() throws IOException {
    var body = Writes.rw1(1);
    return send(Writes.head(body.length)).send(body);
  }

  /** The status of the next answer, which must have no body; 0 if the other side closes. */
  int status() throws IOException {
    var head = head();
    return head.isEmpty() ? 0 : Integer.parseInt(head.substring(9, 12));
  }

  /** The head of the next answer; empty if the other side closes, in whatever way. */
  String head() throws IOException {
    var head = new StringBuilder();
    try {
      var in = socket.getInputStream();
      for (int c = in.read(); c >= 0; c = in.read()) {
        head.append((char) c);
        if (head.toString().endsWith("\r\n\r\n")) {
          return head.toString();
        }
      }
    } catch (SocketException reset) {
      return "";
    }
    return "";
  }

  boolean isClosedByTheOtherSide() throws IOException {
    return head().isEmpty();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package io.promferry.loadtests.noise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;

/** A kept-alive HTTP/1.1 connection that costs little; blocking, so for virtual threads. */
final class RawConnection implements AutoCloseable {
  private static final int SMALL = 256 << 10;

  private final Socket socket = new Socket();
  private final BufferedInputStream in;
  private boolean open = true;

  RawConnection(InetSocketAddress address, Duration timeout) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) timeout.toMillis());
    socket.connect(address, (int) timeout.toMillis());
    in = new BufferedInputStream(socket.getInputStream(), 1024);
  }

  /** Sends the request and gives the status of its answer. */
  int send(Post post) throws IOException {
    try {
      write(post);
    } catch (IOException e) {
      // The answer to a body that is not wanted comes before its end.
      if (in.available() == 0) {
        throw e;
      }
      open = false;
    }
    return readAnswer();
  }

  /** Whether another request may follow. */
  boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is given up in any case.
    }
  }

  private void write(Post post) throws IOException {
    var out = socket.getOutputStream();
    int head = post.head().length;
    int body = post.body().length;
    if (body > SMALL) {
      out.write(post.head());
      out.write(post.body());
    } else {
      var whole = new byte[head + body];
      System.arraycopy(post.head(), 0, whole, 0, head);
      System.arraycopy(post.body(), 0, whole, head, body);
      out.write(whole);
    }
  }

  private int readAnswer() throws IOException {
    int status = Integer.parseInt(readLine().split(" ", 3)[1]);
    int length = 0;
    for (var line = readLine(); !line.isEmpty(); line = readLine()) {
      var lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      } else if (lower.equals("connection: close")) {
        open = false;
      }
    }
    in.skipNBytes(length);
    return status;
  }

  private String readLine() throws IOException {
    var line = new byte[512];
    int length = 0;
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection was closed before the answer");
      }
      if (next != '\r' && length < line.length) {
        line[length++] = (byte) next;
      }
    }
    return new String(line, 0, length, ISO_8859_1);
  }
}

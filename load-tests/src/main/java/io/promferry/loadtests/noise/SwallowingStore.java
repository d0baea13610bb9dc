package io.promferry.loadtests.noise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A store that takes everything, reads nothing of it, and costs little. */
public final class SwallowingStore implements AutoCloseable {
  private static final byte[] TAKEN =
      """
      HTTP/1.1 204 No Content\r
      X-Prometheus-Remote-Write-Samples-Written: 999999999\r
      X-Prometheus-Remote-Write-Histograms-Written: 0\r
      X-Prometheus-Remote-Write-Exemplars-Written: 0\r
      \r
      """
          .getBytes(ISO_8859_1);

  private final ServerSocket listener = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  public SwallowingStore() throws IOException {
    Thread.ofVirtual().start(this::accept);
  }

  public URI writeUri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/api/v1/write");
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var connection = listener.accept();
        connections.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection;
        var in = new BufferedInputStream(connection.getInputStream(), 64 << 10);
        var out = connection.getOutputStream()) {
      while (true) {
        in.skipNBytes(bodyLength(in));
        out.write(TAKEN);
      }
    } catch (IOException _) {
      connections.remove(connection);
    }
  }

  /** Reads a head up to its end. */
  private static long bodyLength(BufferedInputStream in) throws IOException {
    long length = 0;
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return length;
  }

  private static String line(BufferedInputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection was closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}

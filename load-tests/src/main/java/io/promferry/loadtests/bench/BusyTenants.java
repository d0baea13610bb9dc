package io.promferry.loadtests.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * Tenants who write the same body again and again, each on its own connection, as fast as it goes.
 */
final class BusyTenants implements AutoCloseable {
  private final LongAdder taken = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private volatile boolean ended;

  /** So many of them. */
  static BusyTenants start(InetSocketAddress gateway, int tenants, byte[] body) {
    var busy = new BusyTenants();
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    for (int tenant = 0; tenant < tenants; tenant++) {
      byte[] write = write(TestedGateway.token(tenant), body);
      threads.execute(() -> busy.writeAll(gateway, write));
    }
    threads.shutdown();
    return busy;
  }

  /** Writes that were answered 2xx. */
  long taken() {
    return taken.sum();
  }

  /** Writes that were answered otherwise, or not. */
  long refused() {
    return refused.sum();
  }

  /** They stop after the write that they are at. */
  @Override
  public void close() {
    ended = true;
  }

  private void writeAll(InetSocketAddress gateway, byte[] write) {
    while (!ended) {
      try (var socket = new Socket(gateway.getAddress(), gateway.getPort());
          var in = new BufferedInputStream(socket.getInputStream(), 512)) {
        while (!ended) {
          socket.getOutputStream().write(write);
          (isTaken(in) ? taken : refused).increment();
        }
      } catch (IOException _) {
        refused.increment();
      }
    }
  }

  private static byte[] write(String token, byte[] body) {
    var head =
        """
        POST /api/v1/write HTTP/1.1\r
        Host: gateway\r
        Authorization: Bearer %s\r
        Content-Encoding: snappy\r
        Content-Type: application/x-protobuf\r
        X-Prometheus-Remote-Write-Version: 0.1.0\r
        Content-Length: %d\r
        \r
        """
            .formatted(token, body.length);
    var write = new ByteArrayOutputStream();
    write.writeBytes(head.getBytes(UTF_8));
    write.writeBytes(body);
    return write.toByteArray();
  }

  private static boolean isTaken(BufferedInputStream in) throws IOException {
    boolean isTaken = line(in).contains(" 20");
    int length = 0;
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.regionMatches(true, 0, "content-length:", 0, "content-length:".length())) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    in.skipNBytes(length);
    return isTaken;
  }

  private static String line(BufferedInputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("closed before the answer");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}

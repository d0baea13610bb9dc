import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The training run of an image: starts the command, waits until it is ready, sends it what it will
 * be sent later, and ends it politely, whereupon its JVM writes the AOT cache. Plays the central
 * store too. Uses nothing but the runtime of the image in which it runs.
 *
 * <p>Arguments: the URL that answers 200 when the command is ready; the URL of remote write, or
 * {@code -}; the command.
 */
final class Training {
  private static final int STORE_PORT = 9090;
  private static final int WRITES = 300;
  private static final int SERIES = 200;
  private static final int READY_SECONDS = 120;
  private static final int END_SECONDS = 300;
  private static final Pattern LENGTH = Pattern.compile("content-length: *(\\d+)");

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Training() {}

  public static void main(String[] args) throws Exception {
    var command = new ProcessBuilder(Arrays.copyOfRange(args, 2, args.length)).inheritIO().start();
    serve(URI.create(args[0]), args[1], command);
    if (!command.waitFor(END_SECONDS, TimeUnit.SECONDS) || command.exitValue() != 0) {
      throw new IllegalStateException("the trained command did not end with 0");
    }
  }

  /** Lets the server do its work once, and ends it. */
  private static void serve(URI ready, String writeUri, Process command) throws Exception {
    try (var store = new ServerSocket(STORE_PORT, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> take(store));
      awaitReady(ready, command);
      if (!writeUri.equals("-")) {
        write(URI.create(writeUri));
      }
      for (var path : List.of("/metrics", "/api/v1/tenants", "/-/healthy")) {
        status(HttpRequest.newBuilder(ready.resolve(path)).build());
      }
    } finally {
      command.destroy();
    }
  }

  private static void awaitReady(URI ready, Process command) throws Exception {
    for (int tenth = 0; tenth < READY_SECONDS * 10; tenth++) {
      if (!command.isAlive()) {
        throw new IllegalStateException("the trained command ended with " + command.exitValue());
      }
      try {
        if (status(HttpRequest.newBuilder(ready).build()) == 200) {
          return;
        }
      } catch (IOException _) {
        // It does not listen yet.
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException(ready + " does not answer 200");
  }

  /** Both versions of the protocol, and a sender with a wrong token. */
  private static void write(URI uri) throws Exception {
    var first = "application/x-protobuf";
    var second = "application/x-protobuf;proto=io.prometheus.write.v2.Request";
    for (int round = 0; round < WRITES; round++) {
      require(204, status(request(uri, "training", first, "0.1.0", rw1())));
      require(204, status(request(uri, "training", second, "2.0.0", rw2())));
    }
    require(401, status(request(uri, "wrong", first, "0.1.0", rw1())));
  }

  private static HttpRequest request(
      URI uri, String token, String type, String version, byte[] body) {
    return HttpRequest.newBuilder(uri)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", type)
        .header("Content-Encoding", "snappy")
        .header("X-Prometheus-Remote-Write-Version", version)
        .POST(BodyPublishers.ofByteArray(snappy(body)))
        .build();
  }

  private static int status(HttpRequest request) throws IOException, InterruptedException {
    return CLIENT.send(request, BodyHandlers.ofString()).statusCode();
  }

  private static void require(int expected, int status) {
    if (status != expected) {
      throw new IllegalStateException("a write is answered " + status + ", not " + expected);
    }
  }

  /** The store: takes everything, and keeps nothing. */
  private static void take(ServerSocket store) {
    while (!store.isClosed()) {
      try {
        var connection = store.accept();
        Thread.ofVirtual().start(() -> answer(connection));
      } catch (IOException _) {
        return;
      }
    }
  }

  private static void answer(Socket connection) {
    var samples = Integer.toString(SERIES);
    var taken =
        """
        HTTP/1.1 204 No Content\r
        X-Prometheus-Remote-Write-Samples-Written: %s\r
        X-Prometheus-Remote-Write-Histograms-Written: 0\r
        X-Prometheus-Remote-Write-Exemplars-Written: 0\r
        \r
        """
            .formatted(samples)
            .getBytes(US_ASCII);
    try (connection;
        var in = new DataInputStream(connection.getInputStream())) {
      while (true) {
        var length = LENGTH.matcher(head(in));
        in.skipNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        connection.getOutputStream().write(taken);
      }
    } catch (IOException _) {
      // The gateway has closed it.
    }
  }

  private static String head(DataInputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString().toLowerCase(Locale.ROOT);
  }

  /** A {@code prometheus.WriteRequest}: labels as pairs of strings. */
  private static byte[] rw1() throws IOException {
    var request = new ByteArrayOutputStream();
    for (int number = 0; number < SERIES; number++) {
      var series = new ByteArrayOutputStream();
      for (var label : labels(number)) {
        var pair = new ByteArrayOutputStream();
        bytes(pair, 1, label.get(0).getBytes(UTF_8));
        bytes(pair, 2, label.get(1).getBytes(UTF_8));
        bytes(series, 1, pair.toByteArray());
      }
      bytes(series, 2, sample(number));
      bytes(request, 1, series.toByteArray());
    }
    return request.toByteArray();
  }

  /** An {@code io.prometheus.write.v2.Request}: labels as references to symbols. */
  private static byte[] rw2() throws IOException {
    var request = new ByteArrayOutputStream();
    bytes(request, 4, new byte[0]);
    int symbols = 1;
    for (int number = 0; number < SERIES; number++) {
      var references = new ByteArrayOutputStream();
      for (var label : labels(number)) {
        for (var text : label) {
          bytes(request, 4, text.getBytes(UTF_8));
          varint(references, symbols++);
        }
      }
      var series = new ByteArrayOutputStream();
      bytes(series, 1, references.toByteArray());
      bytes(series, 2, sample(number));
      bytes(request, 5, series.toByteArray());
    }
    return request.toByteArray();
  }

  /** Those of a scrape; a few are under a forced name, or dropped by a rule. */
  private static List<List<String>> labels(int number) {
    return List.of(
        List.of("__name__", number % 50 == 0 ? "go_threads" : "http_requests_total"),
        List.of("code", "200"),
        List.of("handler", "/api/v1/query/" + number),
        List.of("instance", "10.0.1.7:8080"),
        List.of("job", "web"),
        List.of(number % 70 == 0 ? "tenant" : "method", "get"));
  }

  private static byte[] sample(int number) throws IOException {
    var sample = new ByteArrayOutputStream();
    sample.write(1 << 3 | 1);
    var value = ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    sample.write(value.putDouble(number).array());
    sample.write(2 << 3);
    varint(sample, System.currentTimeMillis());
    return sample.toByteArray();
  }

  private static void bytes(ByteArrayOutputStream to, int field, byte[] value) throws IOException {
    varint(to, field << 3 | 2);
    varint(to, value.length);
    to.write(value);
  }

  private static void varint(ByteArrayOutputStream to, long value) {
    long left = value;
    for (; left > 0x7f; left >>>= 7) {
      to.write((int) (left & 0x7f | 0x80));
    }
    to.write((int) left);
  }

  /** A snappy block of literals only. */
  private static byte[] snappy(byte[] plain) {
    var block = new ByteArrayOutputStream();
    varint(block, plain.length);
    for (int from = 0; from < plain.length; from += 1 << 16) {
      int length = Math.min(1 << 16, plain.length - from);
      block.write(61 << 2);
      block.write(length - 1 & 0xff);
      block.write(length - 1 >> 8);
      block.write(plain, from, length);
    }
    return block.toByteArray();
  }
}

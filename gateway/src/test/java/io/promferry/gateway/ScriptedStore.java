package io.promferry.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xerial.snappy.Snappy;

/**
 * A store on a real socket that does with each request what it is told to, down to the bytes: no
 * real store can be told to break.
 */
final class ScriptedStore implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Script script;

  /** Decides what becomes of a request; asked on the connection's own thread. */
  interface Script {
    Reply reply(Request request) throws IOException;
  }

  /** What the store does after it has read a request. */
  sealed interface Reply {
    /** It answers and keeps the connection. */
    record Answer(int status, Map<String, String> headers, String body) implements Reply {
      Answer(int status) {
        this(status, Map.of(), "");
      }

      Answer(int status, String body) {
        this(status, Map.of(), body);
      }
    }

    /** It writes these bytes and closes the connection. */
    record Bytes(String text) implements Reply {}

    /** It never answers. */
    record Silence() implements Reply {}
  }

  /** A request; header names are in lower case. */
  // An array, because tests decode it.
  @SuppressWarnings("ArrayRecordComponent")
  record Request(String line, Map<String, String> headers, byte[] body) {
    boolean isRw2() {
      return headers.getOrDefault("content-type", "").contains("v2.Request");
    }

    byte[] decoded() throws IOException {
      return Snappy.uncompress(body);
    }
  }

  ScriptedStore(Script script) throws IOException {
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  /** A store that answers every request so. */
  static ScriptedStore answering(int status) throws IOException {
    return new ScriptedStore(_ -> new Reply.Answer(status));
  }

  URI writeUri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/api/v1/write");
  }

  void follow(Script other) {
    script = other;
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  Request lastRequest() {
    return requests.getLast();
  }

  /** How many connections it has been opened. */
  int connections() {
    return connections.size();
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
        var in = new DataInputStream(connection.getInputStream());
        var out = connection.getOutputStream()) {
      while (answer(read(in), out)) {
        out.flush();
      }
    } catch (IOException _) {
      // The other side has gone, or this one is closed: a store in a test has nobody to tell.
    }
  }

  private Request read(DataInputStream in) throws IOException {
    var line = line(in);
    var headers = new TreeMap<String, String>();
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    byte[] body = new byte[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
    in.readFully(body);
    var request = new Request(line, Map.copyOf(headers), body);
    requests.add(request);
    return request;
  }

  private static String line(DataInputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** Whether another request may follow. */
  private boolean answer(Request request, OutputStream out) throws IOException {
    return switch (script.reply(request)) {
      case Reply.Answer answer -> {
        out.write(bytes(answer));
        yield true;
      }
      case Reply.Bytes bytes -> {
        out.write(bytes.text().getBytes(ISO_8859_1));
        yield false;
      }
      case Reply.Silence _ -> true;
    };
  }

  private static byte[] bytes(Reply.Answer answer) {
    var text = new StringBuilder("HTTP/1.1 " + answer.status() + " Scripted\r\n");
    answer.headers().forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
    if (answer.status() != 204) {
      text.append("Content-Length: " + answer.body().getBytes(UTF_8).length + "\r\n");
    }
    return text.append("\r\n").append(answer.body()).toString().getBytes(UTF_8);
  }
}

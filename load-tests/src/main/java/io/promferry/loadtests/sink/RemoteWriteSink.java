package io.promferry.loadtests.sink;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.promferry.loadtests.driver.WriteProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Receives remote write in both versions, under any path, and answers as the specification says.
 * The first part of the path is the tenant of what names none itself: metadata of version 1.
 */
public final class RemoteWriteSink implements AutoCloseable {
  private static final int NO_CONTENT = 204;
  private static final int BAD_REQUEST = 400;
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;

  private final Archive archive = new Archive();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private RemoteWriteSink(HttpServer server) {
    this.server = server;
  }

  public static RemoteWriteSink start() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var sink = new RemoteWriteSink(HttpServer.create(address, 0));
    sink.server.setExecutor(sink.executor);
    sink.server.createContext("/", sink::receive);
    sink.server.start();
    return sink;
  }

  public Archive archive() {
    return archive;
  }

  /** Without the path, which is the sender's to choose. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    executor.close();
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(status(exchange, body), -1);
    }
  }

  private int status(HttpExchange exchange, byte[] body) {
    var headers = exchange.getRequestHeaders();
    var protocol =
        WriteHead.protocol(headers.getFirst("Content-Type"), headers.getFirst("Content-Encoding"));
    try {
      return protocol.isPresent() ? keep(exchange, protocol.get(), body) : UNSUPPORTED_MEDIA_TYPE;
    } catch (IOException _) {
      return BAD_REQUEST;
    }
  }

  private int keep(HttpExchange exchange, WriteProtocol protocol, byte[] body) throws IOException {
    var contents = new ArchivedContents(archive, protocol, tenantOf(exchange));
    var written = MessageReader.read(protocol, body, contents);
    if (protocol == WriteProtocol.RW2) {
      written.eachHeader(exchange.getResponseHeaders()::set);
    }
    return NO_CONTENT;
  }

  private static String tenantOf(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().split("/", -1)[1];
  }
}

package io.promferry.loadtests.sink;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.promferry.proto.v1.WriteRequest;
import io.promferry.proto.v2.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.xerial.snappy.Snappy;

/**
 * Receives remote write in both versions, under any path, and answers as the specification says.
 * The first part of the path is the tenant of what names none itself: metadata of version 1.
 */
public final class RemoteWriteSink implements AutoCloseable {
  private static final String V1 = "application/x-protobuf";
  private static final String V1_WITH_PROTO = V1 + ";proto=prometheus.WriteRequest";
  private static final String V2 = V1 + ";proto=io.prometheus.write.v2.Request";
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
    if (!"snappy".equals(headers.getFirst("Content-Encoding"))) {
      return UNSUPPORTED_MEDIA_TYPE;
    }
    try {
      return switch (headers.getFirst("Content-Type")) {
        case V1, V1_WITH_PROTO -> keepV1(tenantOf(exchange), Snappy.uncompress(body));
        case V2 -> keepV2(exchange, Snappy.uncompress(body));
        case null, default -> UNSUPPORTED_MEDIA_TYPE;
      };
    } catch (IOException _) {
      return BAD_REQUEST;
    }
  }

  private int keepV1(String tenant, byte[] message) throws IOException {
    V1Reader.read(WriteRequest.parseFrom(message), tenant, archive);
    return NO_CONTENT;
  }

  private int keepV2(HttpExchange exchange, byte[] message) throws IOException {
    var written = V2Reader.read(Request.parseFrom(message), archive);
    var headers = exchange.getResponseHeaders();
    headers.set(writtenHeader("Samples"), Integer.toString(written.samples()));
    headers.set(writtenHeader("Histograms"), Integer.toString(written.histograms()));
    headers.set(writtenHeader("Exemplars"), Integer.toString(written.exemplars()));
    return NO_CONTENT;
  }

  private static String writtenHeader(String kind) {
    return "X-Prometheus-Remote-Write-" + kind + "-Written";
  }

  private static String tenantOf(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().split("/", -1)[1];
  }
}

package io.promferry.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A gateway in this process, with one tenant ({@code secret} is its token) and a store that answers
 * as it is told to: no real store can be told that. Real ones stand in load-tests.
 */
final class RunningGateway implements AutoCloseable {
  private final HttpServer store =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final Gateway gateway;
  private final URI tenants;
  private final URI operators;
  private volatile int storeStatus = 204;
  private volatile byte[] lastForwarded = {};

  private RunningGateway(Path directory, String serverKeys) throws Exception {
    store.createContext("/", this::answer);
    store.start();
    tenants = URI.create("http://127.0.0.1:" + freePort());
    operators = URI.create("http://127.0.0.1:" + freePort());
    var config = directory.resolve("gateway.yml");
    Files.writeString(
        config,
        """
        server: {listen: "127.0.0.1:%d", drain-delay: 0s, %s}
        admin: {listen: "127.0.0.1:%d"}
        upstreams: [{name: central, url: "http://127.0.0.1:%d/api/v1/write"}]
        tenants: {files: [tenants.yml]}
        limits: {body-bytes: 64KiB}
        """
            .formatted(
                tenants.getPort(), serverKeys, operators.getPort(), store.getAddress().getPort()));
    Files.writeString(
        directory.resolve("tenants.yml"), "tenants: [" + tenant("acme", "secret") + "]");
    gateway = Gateway.start(config, LoadedConfig.load(config)).await();
  }

  static RunningGateway start(Path directory, String serverKeys) throws Exception {
    return new RunningGateway(directory, serverKeys);
  }

  /** An entry for a tenants file. */
  static String tenant(String name, String token) throws Exception {
    var digest =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    return "{name: %s, vpc: vpc-%s, credentials: [{bearer-token-sha256: %s}]}"
        .formatted(name, name, digest);
  }

  Gateway gateway() {
    return gateway;
  }

  URI tenants() {
    return tenants;
  }

  URI operators() {
    return operators;
  }

  void storeAnswers(int status) {
    storeStatus = status;
  }

  byte[] lastForwarded() {
    return lastForwarded.clone();
  }

  /** The sum of the samples whose line contains the text. */
  double metric(String text) throws IOException {
    try (var in = operators.resolve("/metrics").toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && line.contains(text))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }

  @Override
  public void close() {
    gateway.stop().await();
    gateway.close();
    store.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    lastForwarded = exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(storeStatus, -1);
    exchange.close();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

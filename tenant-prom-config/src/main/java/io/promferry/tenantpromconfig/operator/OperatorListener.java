package io.promferry.tenantpromconfig.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** {@code /-/healthy}, {@code /-/ready} and {@code /metrics} of the operator. */
final class OperatorListener implements AutoCloseable {
  private static final int THREADS = 2;
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  /**
   * Listens from now on.
   *
   * @param ready whether it has started; a replica that waits to lead is ready, too
   */
  OperatorListener(
      InetSocketAddress address, PrometheusMeterRegistry registry, BooleanSupplier ready)
      throws IOException {
    server = HttpServer.create(address, 0);
    server.setExecutor(threads);
    server.createContext(
        "/", x -> answer(x, HttpURLConnection.HTTP_NOT_FOUND, TEXT, "not found\n"));
    server.createContext(
        "/-/healthy", x -> answer(x, HttpURLConnection.HTTP_OK, TEXT, "healthy\n"));
    server.createContext("/-/ready", x -> answer(x, ready, "ready\n", "starting\n"));
    server.createContext(
        "/metrics", x -> answer(x, HttpURLConnection.HTTP_OK, METRICS, registry.scrape()));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, BooleanSupplier good, String yes, String no)
      throws IOException {
    if (good.getAsBoolean()) {
      answer(exchange, HttpURLConnection.HTTP_OK, TEXT, yes);
    } else {
      answer(exchange, HttpURLConnection.HTTP_UNAVAILABLE, TEXT, no);
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      var body = text.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

package io.promferry.loadtests.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.promferry.loadtests.sample.Series;
import io.promferry.loadtests.sample.Window;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A pod that is scraped. It says whose it is, and counts its scrapes, so that every sample of the
 * count tells which scrape it is from, and a gap in the store tells which one is lost.
 */
final class Exporter implements AutoCloseable {
  static final int PORT = 8080;
  static final String COUNT = "lab_scrapes_total";

  private final String owner;
  private final String pod;
  private final HttpServer server;
  private final AtomicLong scrapes = new AtomicLong();
  private final NavigableMap<Long, Instant> served = new ConcurrentSkipListMap<>();

  private Exporter(String owner, String pod, HttpServer server) {
    this.owner = owner;
    this.pod = pod;
    this.server = server;
  }

  static Exporter start(String owner, NetworkNamespace network) {
    var server = network.call(() -> HttpServer.create(new InetSocketAddress(PORT), 0));
    var exporter = new Exporter(owner, network.name(), server);
    server.createContext("/metrics", exporter::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return exporter;
  }

  /** The counts that were shown to scrapes of that window. */
  NavigableSet<Long> shownIn(Window window) {
    var shown = new TreeSet<Long>();
    served.forEach((count, time) -> {
      if (window.contains(time.toEpochMilli())) {
        shown.add(count);
      }
    });
    return shown;
  }

  boolean hasShown(long count) {
    return served.containsKey(count);
  }

  /** In words, what this exporter was counted at. */
  String named(long count) {
    return pod + '#' + count;
  }

  /** Whether the series is one that this exporter shows. */
  boolean isOf(Series series) {
    return series.label("exporter").equals(pod);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var count = scrapes.incrementAndGet();
    served.put(count, Instant.now());
    var page =
        """
        # TYPE lab_scrapes counter
        lab_scrapes_total{owner="%s",exporter="%s"} %d
        # TYPE lab_secret gauge
        lab_secret{owner="%s"} %d
        """
            .formatted(owner, pod, count, owner, owner.hashCode())
            .getBytes(UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
    }
  }
}

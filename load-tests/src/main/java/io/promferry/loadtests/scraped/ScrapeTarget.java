package io.promferry.loadtests.scraped;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.InstantSource;

/** A server of this machine that shows {@link TargetMetrics} in every exposition format. */
public final class ScrapeTarget implements AutoCloseable {
  private final HTTPServer server;

  private ScrapeTarget(HTTPServer server) {
    this.server = server;
  }

  public static ScrapeTarget start(InstantSource clock) throws IOException {
    var registry = new PrometheusRegistry();
    var metrics = new TargetMetrics(clock.instant().getEpochSecond());
    registry.register(() -> metrics.at(clock.instant().getEpochSecond()));
    return new ScrapeTarget(
        HTTPServer.builder()
            .inetAddress(InetAddress.getLoopbackAddress())
            .port(0)
            .registry(registry)
            .buildAndStart());
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  @Override
  public void close() {
    server.close();
  }
}

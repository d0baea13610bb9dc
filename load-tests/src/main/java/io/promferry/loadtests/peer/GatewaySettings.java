package io.promferry.loadtests.peer;

import java.net.URI;

/**
 * What a gateway under test is given.
 *
 * @param upstream the central store's url, in which the gateway fills {@code {tenant}} in
 * @param limits of every tenant, as they stand in its configuration
 * @param server further keys of the tenants' listener, as they stand in its configuration
 */
public record GatewaySettings(String upstream, int heapMegabytes, String limits, String server) {
  private static final int HEAP_MEGABYTES = 512;

  public static GatewaySettings of(URI upstream) {
    return of(upstream.toString());
  }

  public static GatewaySettings of(String upstream) {
    return new GatewaySettings(upstream, HEAP_MEGABYTES, "{}", "");
  }

  public GatewaySettings withHeapMegabytes(int wanted) {
    return new GatewaySettings(upstream, wanted, limits, server);
  }

  public GatewaySettings withLimits(String wanted) {
    return new GatewaySettings(upstream, heapMegabytes, wanted, server);
  }

  public GatewaySettings withServer(String wanted) {
    return new GatewaySettings(upstream, heapMegabytes, limits, wanted);
  }

  String scheme() {
    return server.contains("tls:") ? "https" : "http";
  }

  String heapFlag() {
    return "-Xmx" + heapMegabytes + 'm';
  }
}

package io.promferry.loadtests.peer;

import java.net.URI;
import java.util.OptionalInt;

/**
 * What a gateway under test is given.
 *
 * @param upstream the central store's url, in which the gateway fills {@code {tenant}} in
 * @param limits of every tenant, as they stand in its configuration
 * @param server further keys of its {@code server} section, each with a comma before it
 * @param core the only one that it may run on, where it may not run on all
 */
public record GatewaySettings(
    String upstream, int heapMegabytes, String limits, String server, OptionalInt core) {
  private static final int HEAP_MEGABYTES = 512;

  public static GatewaySettings of(URI upstream) {
    return of(upstream.toString());
  }

  public static GatewaySettings of(String upstream) {
    return new GatewaySettings(upstream, HEAP_MEGABYTES, "{}", "", OptionalInt.empty());
  }

  public GatewaySettings withHeapMegabytes(int wanted) {
    return new GatewaySettings(upstream, wanted, limits, server, core);
  }

  public GatewaySettings withLimits(String wanted) {
    return new GatewaySettings(upstream, heapMegabytes, wanted, server, core);
  }

  /** One key of the {@code server} section more. */
  public GatewaySettings withServer(String key, String value) {
    return new GatewaySettings(
        upstream, heapMegabytes, limits, server + ", " + key + ": " + value, core);
  }

  public GatewaySettings onCore(int wanted) {
    return new GatewaySettings(upstream, heapMegabytes, limits, server, OptionalInt.of(wanted));
  }

  String heapFlag() {
    return "-Xmx" + heapMegabytes + 'm';
  }
}

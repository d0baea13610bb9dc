package io.promferry.loadtests.peer;

import java.net.URI;

/**
 * What a gateway under test is given.
 *
 * @param upstream the central store's url, in which the gateway fills {@code {tenant}} in
 */
public record GatewaySettings(String upstream, int heapMegabytes) {
  private static final int HEAP_MEGABYTES = 512;

  public static GatewaySettings of(URI upstream) {
    return new GatewaySettings(upstream.toString(), HEAP_MEGABYTES);
  }

  public GatewaySettings withHeapMegabytes(int wanted) {
    return new GatewaySettings(upstream, wanted);
  }

  String heapFlag() {
    return "-Xmx" + heapMegabytes + 'm';
  }
}

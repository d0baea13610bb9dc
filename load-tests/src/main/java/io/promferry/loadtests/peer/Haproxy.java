package io.promferry.loadtests.peer;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * A real HAProxy as the balancer before a gateway: it hands TCP connections on, each behind a PROXY
 * protocol header of version 2.
 */
public final class Haproxy extends Peer {
  private final URI address;

  private Haproxy(PeerCommand command, URI address, URI readiness) {
    super(Launcher.chosen(), command, readiness);
    this.address = address;
  }

  public static Haproxy before(GatewayProcess gateway, Path binary, Path directory) {
    var port = FreePorts.next();
    var ownPort = FreePorts.next();
    var files = new PeerDirectory(directory);
    var config =
        files.write(
            directory.resolve("haproxy.cfg"), text(port, ownPort, gateway.writeUri().getPort()));
    return new Haproxy(
        files.command("haproxy", binary, List.of("-db", "-f", config.toString()), List.of()),
        loopback(port),
        loopback(ownPort));
  }

  private static String text(int port, int ownPort, int gatewayPort) {
    return """
    defaults
      timeout connect 5s
      timeout client 60s
      timeout server 60s
    frontend readiness
      mode http
      bind 127.0.0.1:%d
      http-request return status 200
    listen tenants
      mode tcp
      bind 127.0.0.1:%d
      server gateway 127.0.0.1:%d send-proxy-v2
    """
        .formatted(ownPort, port, gatewayPort);
  }

  /** Where tenants write to. */
  public URI writeUri() {
    return address.resolve("/api/v1/write");
  }
}

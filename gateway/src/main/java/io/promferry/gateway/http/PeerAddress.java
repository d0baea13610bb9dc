package io.promferry.gateway.http;

import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection comes from: its own address, or that of a PROXY header; of no other header.
 */
final class PeerAddress {
  /** Nobody's: for a connection that does not say where it comes from. */
  private static final InetAddress NOWHERE = InetAddress.ofLiteral("::");

  private PeerAddress() {}

  /** An IPv4 address that is mapped into IPv6 is that IPv4 address; zones are left out. */
  static InetAddress of(@Nullable SocketAddress remote) {
    var literal = remote == null ? null : remote.hostAddress();
    if (literal == null) {
      return NOWHERE;
    }
    int zone = literal.indexOf('%');
    return InetAddress.ofLiteral(zone < 0 ? literal : literal.substring(0, zone));
  }
}

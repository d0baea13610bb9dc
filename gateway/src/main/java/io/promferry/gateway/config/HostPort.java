package io.promferry.gateway.config;

/**
 * Where a listener listens.
 *
 * @param host a name or address, IPv6 without brackets
 * @param port 0 to 65535; 0 lets the system choose
 */
public record HostPort(String host, int port) {
  static final int MOST = 65_535;

  /** From {@code host:port}; IPv6 addresses stand in brackets. */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0 || !text.substring(colon + 1).matches("\\d{1,5}")) {
      throw new IllegalArgumentException(
          "must be host:port such as 0.0.0.0:9201, got '" + text + "'");
    }
    int port = Integer.parseInt(text.substring(colon + 1));
    if (port > MOST) {
      throw new IllegalArgumentException("port must be at most " + MOST + ", got " + port);
    }
    var host = text.substring(0, colon);
    return new HostPort(withoutBrackets(host), port);
  }

  static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** Whether that host is four numbers, or IPv6, rather than a name. */
  public static boolean isAddress(String host) {
    return host.contains(":") || host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
